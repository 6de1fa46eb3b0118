// Arguments of `arena client ...`: one struct for all of its commands, since they share most.
#pragma once

#include <optional>

#include "cli/args.hpp"
#include "cli/client_link.hpp"

namespace arena::cli {

struct ClientArgs {
    CommonArgs common;
    ServerAddress server;
    std::string as;  ///< empty: who signed in last
    bool json = false;
    std::vector<std::string> words;  ///< as many as the command takes

    std::string password_file, setup_token, player_class;  // register, login
    std::vector<std::string> problems;                     // create
    std::optional<int> duration_s, part_s, players, spectator_delay_s;
    bool hosted = false;        ///< create: starts by the host's word
    bool show_sources = false;  ///< create: to spectators
    std::string language;       ///< submit, run; empty: by the file's name
    std::optional<int> count;   ///< board, matches: how many rows
};

// Errors of all: usage.
Result<ClientArgs> read_client_account_args(const CommandLine& line);  ///< NAME
Result<ClientArgs> read_client_bare_args(const CommandLine& line);     ///< no word
Result<ClientArgs> read_client_name_args(const CommandLine& line);     ///< [NAME]
Result<ClientArgs> read_client_mode_args(const CommandLine& line);     ///< MODE, as queue, create
Result<ClientArgs> read_client_board_args(const CommandLine& line);    ///< [MODE]
Result<ClientArgs> read_client_code_args(const CommandLine& line);     ///< CODE
Result<ClientArgs> read_client_match_args(const CommandLine& line);    ///< [MATCH], [PROBLEM]
Result<ClientArgs> read_client_submit_args(const CommandLine& line);   ///< [MATCH] PROBLEM FILE
Result<ClientArgs> read_client_run_args(const CommandLine& line);      ///< FILE

Result<ExitStatus> client_register_command(const ClientArgs& args);
Result<ExitStatus> client_login_command(const ClientArgs& args);
Result<ExitStatus> client_logout_command(const ClientArgs& args);
Result<ExitStatus> client_player_command(const ClientArgs& args);
Result<ExitStatus> client_queue_command(const ClientArgs& args);
Result<ExitStatus> client_create_command(const ClientArgs& args);
Result<ExitStatus> client_join_command(const ClientArgs& args);
Result<ExitStatus> client_rematch_command(const ClientArgs& args);
Result<ExitStatus> client_watch_command(const ClientArgs& args);
Result<ExitStatus> client_resign_command(const ClientArgs& args);
Result<ExitStatus> client_submit_command(const ClientArgs& args);
Result<ExitStatus> client_run_command(const ClientArgs& args);
Result<ExitStatus> client_replay_command(const ClientArgs& args);
Result<ExitStatus> client_board_command(const ClientArgs& args);
Result<ExitStatus> client_matches_command(const ClientArgs& args);
Result<ExitStatus> client_problems_command(const ClientArgs& args);

}  // namespace arena::cli
