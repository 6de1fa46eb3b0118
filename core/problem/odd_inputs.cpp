#include "core/problem/odd_inputs.hpp"

#include <fstream>

#include "core/problem/text.hpp"

namespace arena::problem {

namespace {

constexpr std::size_t head_bytes = std::size_t{1} << 16;
constexpr const char* byte_order_mark = "\xEF\xBB\xBF";

struct Kind {
    std::size_t count = 0;
    std::string first;

    void add(const std::string& path) {
        if (count++ == 0) first = path.substr(path.rfind('/') + 1);
    }
    std::string text(const std::string& what) const {
        const std::string number =
            std::to_string(count) + (count == 1 ? " input has " : " inputs have ");
        return number + what + " (" + (count == 1 ? "" : "the first: ") + shown(first) +
               "): kept as they are, and programs may trip over them";
    }
};

}  // namespace

void note_odd_inputs(Blueprint& blueprint) {
    Kind carriage_returns;
    Kind marks;
    const auto look = [&](const std::vector<BlueprintTest>& tests) {
        for (const BlueprintTest& test : tests) {
            if (!test.input || test.input->host_path.empty() || test.input->as_lf) continue;
            std::ifstream in(test.input->host_path, std::ios::binary);
            std::string head(head_bytes, '\0');
            in.read(head.data(), static_cast<std::streamsize>(head.size()));
            head.resize(static_cast<std::size_t>(in.gcount()));
            if (head.find('\r') != std::string::npos) carriage_returns.add(test.input->host_path);
            if (starts_with(head, byte_order_mark)) marks.add(test.input->host_path);
        }
    };
    look(blueprint.samples);
    for (const BlueprintGroup& group : blueprint.groups) look(group.tests);
    if (carriage_returns.count > 0) {
        blueprint.understood.push_back(carriage_returns.text("CR line ends"));
    }
    if (marks.count > 0) blueprint.understood.push_back(marks.text("a byte-order mark"));
}

}  // namespace arena::problem
