#include "judge/sandbox/attack_table.hpp"

#include <iterator>

namespace arena::sandbox {
namespace {

std::vector<Attack> join() {
    std::vector<Attack> table;
    for (auto rows : {process_rows, memory_rows, disk_rows, files_rows, network_rows, kernel_rows,
                      measure_rows, output_rows, compile_rows, pair_rows, service_rows}) {
        std::vector<Attack> group = rows();
        table.insert(table.end(), std::make_move_iterator(group.begin()),
                     std::make_move_iterator(group.end()));
    }
    return table;
}

}  // namespace

const std::vector<Attack>& attack_table() {
    static const std::vector<Attack> table = join();
    return table;
}

}  // namespace arena::sandbox
