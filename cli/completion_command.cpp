#include <unistd.h>

#include "cli/commands.hpp"
#include "cli/completion.hpp"
#include "cli/terminal.hpp"
#include "judge/language.hpp"

namespace arena::cli {

Result<ExitStatus> completion_command(const CompletionArgs& args) {
    std::string ids;
    for (const Language& language : LanguageTable::built_in().all()) {
        ids += (ids.empty() ? "" : " ") + language.id;
    }
    const auto written = write_all(STDOUT_FILENO, completion_script(args.shell, ids));
    if (!written) return tl::unexpected<Error>(written.error());
    return ExitStatus::ok;
}

}  // namespace arena::cli
