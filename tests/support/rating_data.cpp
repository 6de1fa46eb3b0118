#include "tests/support/rating_data.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/support/catch.hpp"
#include "tests/support/source_tree.hpp"

namespace arena::rating::data {
namespace {

std::vector<std::string> split(const std::string& line) {
    std::vector<std::string> fields;
    std::istringstream stream(line);
    for (std::string field; std::getline(stream, field, ',');) {
        if (field.size() > 1 && field.front() == '"') field = field.substr(1, field.size() - 2);
        fields.push_back(field);
    }
    return fields;
}

PlayerId id_of(Results& results, const std::string& name) {
    const auto [at, fresh] = results.ids.emplace(name, static_cast<PlayerId>(results.names.size()));
    if (fresh) results.names.push_back(name);
    return at->second;
}

}  // namespace

std::string folder() {
    return arena::testing::shared_path("data/ratings");
}

std::string text_of(const std::string& path) {
    std::ifstream file(path);
    INFO(path);
    REQUIRE(file.good());
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::vector<std::vector<std::string>> rows_of(const std::string& path) {
    std::istringstream stream(text_of(path));
    std::vector<std::vector<std::string>> rows;
    std::string line;
    std::getline(stream, line);
    while (std::getline(stream, line)) rows.push_back(split(line));
    return rows;
}

std::vector<std::string> files_of(const std::string& path) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(path)) {
        names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

Results football() {
    Results results;
    for (const auto& row : rows_of(folder() + "/football_intl.csv")) {
        const PlayerId players[] = {id_of(results, row[2]), id_of(results, row[3])};
        const int home = std::stoi(row[4]), away = std::stoi(row[5]);
        const std::uint32_t ranks[] = {home >= away ? 1U : 2U, home <= away ? 1U : 2U};
        Event event;
        event.day = std::stod(row[1]);
        event.first = 0;
        event.players = players;
        event.ranks = ranks;
        results.history.add(event);
        results.days.push_back(event.day);
    }
    return results;
}

Results contests(const std::string& file) {
    Results results;
    std::vector<PlayerId> players;
    std::vector<std::uint32_t> ranks;
    std::string current;
    Event event;
    const auto flush = [&] {
        if (players.empty()) return;
        event.players = players;
        event.ranks = ranks;
        results.history.add(event);
        results.days.push_back(event.day);
        players.clear();
        ranks.clear();
    };
    for (const auto& row : rows_of(folder() + "/" + file)) {
        if (row[0] != current) flush();
        current = row[0];
        event.day = std::stod(row[1]) / 86400;
        players.push_back(id_of(results, row[2]));
        ranks.push_back(static_cast<std::uint32_t>(std::stoul(row[3])));
    }
    flush();
    return results;
}

std::map<std::string, std::pair<double, double>> answers(const std::string& file) {
    std::map<std::string, std::pair<double, double>> all;
    for (const auto& row : rows_of(folder() + "/ref/" + file)) {
        all[row[0]] = {std::stod(row[1]), std::stod(row[2])};
    }
    return all;
}

}  // namespace arena::rating::data
