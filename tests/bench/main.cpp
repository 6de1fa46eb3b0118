// arena_bench judge|matchmake|problem|rate|serve|similar [--json] [--strict]: prints the figures of
// one benchmark as a table.
//
// --strict exits 1 when a target is missed. `serve --part NAME` measures a part (queue, sockets,
// play, recovery, crowd); `serve --full` plays with 5,000 players for five minutes instead of one.
// The scripts/bench command builds and runs it.
#include <cstdio>
#include <cstring>
#include <nlohmann/json.hpp>

#include "tests/bench/figures.hpp"

namespace {

using arena::bench::Figure;

void print_table(const std::vector<Figure>& figures) {
    std::printf("%-52s %14s   %-6s %s\n", "figure", "measured", "reach", "");
    for (const Figure& f : figures) {
        if (!f.measured()) {
            std::printf("%-52s %14s   %s\n", f.what.c_str(), "-", f.note.c_str());
            continue;
        }
        std::printf("%-52s %10.4g %s\n", f.what.c_str(), f.value, f.unit.c_str());
        std::printf("    %s %s %.3g; against %s\n",
                    f.met() ? "met:" : "MISSED:", f.at_most ? "at most" : "at least", f.target,
                    f.compared_with.c_str());
    }
}

void print_json(const std::vector<Figure>& figures) {
    nlohmann::json rows = nlohmann::json::array();
    for (const Figure& f : figures)
        rows.push_back({{"what", f.what},
                        {"value", f.value},
                        {"unit", f.unit},
                        {"compared_with", f.compared_with},
                        {"target", f.target},
                        {"at_most", f.at_most},
                        {"met", f.met()},
                        {"note", f.note}});
    std::printf("%s\n", rows.dump(2).c_str());
}

}  // namespace

int main(int argc, char** argv) {
    if (argc > 1 && !std::strcmp(argv[1], "--arena"))
        return arena::bench::arena_child(argc - 1, argv + 1);
    bool json = false, strict = false, sandbox_only = false, vectors = false, full = false;
    const char* name = nullptr;
    std::string part;
    for (int i = 1; i < argc; ++i) {
        if (!std::strcmp(argv[i], "--json"))
            json = true;
        else if (!std::strcmp(argv[i], "--strict"))
            strict = true;
        else if (!std::strcmp(argv[i], "--sandbox-only"))
            sandbox_only = true;
        else if (!std::strcmp(argv[i], "--vectors"))
            vectors = true;
        else if (!std::strcmp(argv[i], "--full"))
            full = true;
        else if (!std::strcmp(argv[i], "--part") && i + 1 < argc)
            part = argv[++i];
        else
            name = argv[i];
    }
    const auto named = [name](const char* known) { return name && !std::strcmp(name, known); };
    const bool judge = named("judge"), rate = named("rate"), matchmake = named("matchmake");
    const bool serve = named("serve"), problem = named("problem"), similar = named("similar");
    if (!judge && !rate && !matchmake && !serve && !problem && !similar) {
        std::fprintf(
            stderr,
            "usage: arena_bench judge|matchmake|problem|rate|serve|similar [--sandbox-only] "
            "[--vectors] [--part queue|sockets|play|recovery|crowd] [--full] [--json] "
            "[--strict]\n");
        return 2;
    }
    if (rate && vectors)
        return arena::bench::print_rate_vectors(arena::bench::rating_data_folder());
    std::vector<Figure> figures = judge     ? arena::bench::sandbox_figures()
                                  : rate    ? arena::bench::rate_figures()
                                  : serve   ? arena::bench::serve_figures(part, full)
                                  : problem ? arena::bench::problem_figures()
                                  : similar ? arena::bench::similar_figures()
                                            : arena::bench::matchmake_figures();
    if (rate)
        for (Figure& figure : arena::bench::similar_figures()) figures.push_back(std::move(figure));
    if (judge && !sandbox_only)
        for (Figure& figure : arena::bench::judge_figures()) figures.push_back(std::move(figure));
    json ? print_json(figures) : print_table(figures);
    bool all = true;
    for (const Figure& figure : figures) all = all && figure.met();
    return strict && !all ? 1 : 0;
}
