// Real packages of the Kattis family that the default output validator judges: a solution written
// from each statement must be accepted on all their tests, and a wrong one must not.
//
// The packages come without their programs, so none can set a time limit: it is given here.
#include <filesystem>

#include "judge/judge.hpp"
#include "judge/sandbox/sandbox.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/source_tree.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace arena;
using namespace arena::testing;

namespace {

const std::atomic<bool> keep_going{false};

struct CorpusRow {
    const char* package;
    const char* file;
    const char* source;
    std::optional<double> score;
    const char* wrong;  ///< a wrong solution in the same language
};

const char* const index_case = R"(
#include <cstdio>
#include <cstring>
int f[10][10][10], s[200];
bool reach[10][10], next_reach[10][10];
int main() {
    int n, m;
    scanf("%d %d", &n, &m);
    for (int x = 0; x < m; ++x)
        for (int y = 0; y < m; ++y)
            for (int z = 0; z < m; ++z) { scanf("%d", &f[x][y][z]); --f[x][y][z]; }
    for (int i = 0; i < n; ++i) { scanf("%d", &s[i]); --s[i]; }
    // A pair of neighbours (cell i, cell i + 1) of the day before; a way around must close.
    for (int a = 0; a < m; ++a)
        for (int b = 0; b < m; ++b) {
            memset(reach, 0, sizeof reach);
            reach[a][b] = true;
            for (int i = 1; i <= n; ++i) {
                memset(next_reach, 0, sizeof next_reach);
                for (int x = 0; x < m; ++x)
                    for (int y = 0; y < m; ++y)
                        for (int z = 0; reach[x][y] && z < m; ++z)
                            if (f[x][y][z] == s[i % n]) next_reach[y][z] = true;
                memcpy(reach, next_reach, sizeof reach);
            }
            if (reach[a][b]) { puts("yes"); return 0; }
        }
    puts("no");
}
)";

const char* const brewing = R"(
n, p = input().split()
n, p = int(n), float(p)
exact, low, high = 0, [], []
for _ in range(n):
    c, q = input().split()
    d = float(q) - p
    if abs(d) < 1e-9: exact += int(c)
    else: (low if d < 0 else high).append((abs(d), int(c)))
for side in (low, high): side.sort()
give, take = sum(d * c for d, c in low), sum(d * c for d, c in high)
budget = min(give, take)
total = exact
for side in (low, high):
    left = budget
    for d, c in side:
        used = min(c, left / d)
        total += used
        left -= used * d
print(total)
)";

const char* const elixir = R"(
s, p = map(int, input().split())
divisors = [d for d in range(2, s + 1) if p % d == 0]
def count(p, s, at):
    if p == 1: return 1  # ones fill up the sum
    return sum(count(p // divisors[i], s - divisors[i], i) for i in range(at, len(divisors))
               if divisors[i] <= s and p % divisors[i] == 0)
print(count(p, s, 0))
)";

const char* const reciprocals = R"(
for _ in range(int(input())):
    word = input()
    if 'n' in word.lower():
        print('NaN' if 'a' in word.lower() else 0)
    else:
        print(1 / float(word) if float(word) else 'inf')
)";

const char* const fibonacci = R"(
n = int(input())
a, b = 1, 1
for _ in range(n): a, b = b, (a + b) % (10**9 + 7)
print(a)
)";

const char* const star = R"(
n = int(input())
low, high = 0, 10**9
while low < high:
    middle = (low + high + 1) // 2
    if 2 * middle * (middle + 1) + 1 <= n: low = middle
    else: high = middle - 1
print(low)
)";

const CorpusRow rows[] = {
    {"kattis-problemtools/hello", "a.py", "print('Hello World!')", {}, "print('Hello, World!')"},
    {"kattis-problemtools/oddecho", "a.py",
     "n = int(input())\nfor i in range(n):\n    w = input()\n    if i % 2 == 0: print(w)\n", 100.0,
     "print(input())"},
    {"kattis-scoring/stepways", "a.py", fibonacci, 100.0, "print(5)"},
    {"domjudge/addone", "a.py", "print(int(input()) + 1)", 121.0, "print(6)"},
    {"domjudge/fltcmp", "a.py", reciprocals, {}, "print(1)"},
    {"bapctools-2025-09/fltcmp", "a.py", reciprocals, {}, "print(1)"},
    {"bapctools-2025-09/testexpectations", "a.py", "print(input())", {}, "print(1)"},
    {"format-2025-09/passfail", "a.py", "print(int(input()) + 1)", {}, "print(42)"},
    {"format-2025-09/scoring", "a.py", "print(input())", 100.0, "print(42)"},
    {"icpc-problems/basicbrewing", "a.py", brewing, {}, "print(8.75)"},
    {"icpc-problems/indexcase",
     "a.cpp",
     index_case,
     {},
     "#include <cstdio>\nint main() { puts(\"yes\"); }"},
    {"karwa2023/horizoncomplexe",
     "a.py",
     "input()\nh = [0] + list(map(int, input().split())) + [0]\n"
     "print(sum(x > 0 for x in h) + sum(abs(x - y) for x, y in zip(h, h[1:])))",
     {},
     "print(26)"},
    {"karwa2023/impossible", "a.py", "print(4 * int(input()) ** 0.5)", {}, "print(4.0)"},
    {"karwa2023/stockagefacile", "a.py", fibonacci, {}, "print(2)"},
    {"karwa2025/elixir", "a.py", elixir, {}, "print(4)"},
    {"karwa2025/etoile", "a.py", star, {}, "print(2)"},
};

std::string corpus() {
    return arena::testing::shared_path("corpus");
}

// A copy of the package with its symbolic links put back: the corpus keeps a link as a file that
// holds its target, as a checkout without links does.
std::string with_links(const std::string& root, const std::string& name,
                       const TemporaryFolder& folder) {
    namespace fs = std::filesystem;
    const fs::path package = root + "/" + name;
    const fs::path copy = folder.path(name);
    if (fs::exists(copy)) return copy.string();
    fs::create_directories(copy.parent_path());
    fs::copy(package, copy, fs::copy_options::recursive);
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(copy)) {
        fs::permissions(entry.path(), fs::perms::owner_all, fs::perm_options::add);
        if (!entry.is_regular_file() || entry.file_size() > 200) continue;
        std::ifstream file(entry.path());
        std::string target;
        if (!std::getline(file, target) || target.rfind("../", 0) != 0) continue;
        if (!fs::is_regular_file(entry.path().parent_path() / target)) continue;
        fs::remove(entry.path());
        fs::create_symlink(target, entry.path());
    }
    return copy.string();
}

Result<Judgement> judge_row(const CorpusRow& row, const std::string& source, Runner& lane,
                            const std::string& root, const TemporaryFolder& folder) {
    auto package = problem::read_package(with_links(root, row.package, folder));
    if (!package) return tl::unexpected(package.error());
    JudgeOptions options;
    options.time_limit_s = 20;
    options.compile.cache_directory = folder.path("cache");
    auto solution = read_solution(folder.write(row.file, source));
    REQUIRE_OK(solution);
    Judge judge(*package, {&lane}, options);
    return judge.judge(*solution, {}, keep_going);
}

}  // namespace

TEST_CASE("corpus: own solutions are accepted where the default validator judges, wrong ones not",
          "[judge][real][corpus]") {
    const std::string root = corpus();
    if (root.empty()) {
        WARN("skipped: no corpus beside this checkout");
        return;
    }
    auto sandbox = sandbox::Sandbox::open({});
    if (!sandbox) {
        WARN("skipped: " << sandbox.error().message);
        return;
    }
    const TemporaryFolder folder;
    for (const CorpusRow& row : rows) {
        INFO(row.package);
        auto judged = judge_row(row, row.source, sandbox->lane(0), root, folder);
        if (!judged && judged.error().code == ErrorCode::unsupported) {
            WARN("skipped: " << row.package << ": " << judged.error().message);
            continue;
        }
        REQUIRE_OK(judged);
        INFO(judged->message << judged->compile_message);
        CHECK(judged->verdict == Verdict::AC);
        CHECK(judged->cases_run == judged->cases.size());
        if (row.score) CHECK(judged->grade.score.value_or(-1) == *row.score);
        auto wrong = judge_row(row, row.wrong, sandbox->lane(0), root, folder);
        REQUIRE_OK(wrong);
        CHECK((wrong->verdict == Verdict::WA || wrong->grade.score < judged->grade.score));
    }
}
