#include "tests/fuzz/results_check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return arena::rating::check_results(data, size, arena::rating::ResultsFormat::csv);
}
