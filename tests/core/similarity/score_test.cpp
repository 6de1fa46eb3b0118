// Scores: their range, their symmetry, and what a disguise does not change.
#include "core/similarity/score.hpp"

#include <algorithm>

#include "core/random.hpp"
#include "core/similarity/clusters.hpp"
#include "tests/support/catch.hpp"

using namespace arena::similarity;

namespace {

Submission submission(const std::string& name, const std::string& source,
                      const std::string& language = "cpp20") {
    return {name, "", "", fingerprint({tokenize(source, *find_syntax(language))})};
}

/// A program of random statements in C++ and, the same, in disguise: other names, layout and
/// comments, functions in another order.
struct Written {
    std::string plain, disguised;
};

Written random_program(arena::Random& random, int functions) {
    const std::string operators = "+-*/%<>";
    std::vector<std::string> plain, disguised;
    for (int f = 0; f < functions; ++f) {
        std::string one = "int f" + std::to_string(f) + "(int a, int b) {\n";
        std::string other = "/* " + std::to_string(random.below(99)) + " */ int work_" +
                            std::to_string(f) + "( int left,int right )\n{";
        for (std::uint64_t s = 8 + random.below(12); s > 0; --s) {
            const std::string op(1, operators[random.below(operators.size())]);
            const std::string number = std::to_string(random.below(100));
            switch (random.below(4)) {
                case 0:
                    one += "    a = a " + op + " b;\n";
                    other += " left=left" + op + "right; // so\n";
                    break;
                case 1:
                    one += "    if (a < " + number + ") { b += a[" + number + "]; }\n";
                    other += "if(left<7)\n\tright += left[ 1 ] ;";
                    break;
                case 2:
                    one += "    while (b != a) b" + op + "= c->next(" + number + ");\n";
                    other += "while ( right!=left ){right" + op + "=d->after(0);}";
                    break;
                default:
                    one += "    return f(a, b) " + op + " \"x\";\n";
                    other += "\n\n  return g(left,right)" + op + "\"some text\";";
            }
        }
        plain.push_back(one + "}\n");
        disguised.push_back(other + "}");
    }
    Written written;
    for (const std::string& one : plain) written.plain += one;
    std::reverse(disguised.begin(), disguised.end());
    for (const std::string& one : disguised) written.disguised += one;
    return written;
}

}  // namespace

TEST_CASE("score: names, layout, comments and the order of functions hardly count",
          "[similarity][property]") {
    arena::Random random(11);
    std::vector<Submission> all;
    for (int i = 0; i < 30; ++i) {
        const Written written = random_program(random, 6);
        all.push_back(submission("p" + std::to_string(100 + i), written.plain));
        all.push_back(submission("q" + std::to_string(100 + i), written.disguised));
    }
    const Corpus corpus(std::move(all));
    for (std::size_t i = 0; i < 30; ++i) {
        CAPTURE(i);
        // Only runs across the borders of functions differ.
        const double copied = corpus.score(i, 30 + i).score;
        CHECK(copied > 0.75);
        for (std::size_t j = 0; j < 60; ++j) {
            if (j == i || j == 30 + i) continue;
            CHECK(corpus.score(i, j).score < copied - 0.3);
        }
    }
}

TEST_CASE("score: without another order of functions a disguise changes nothing at all",
          "[similarity][property]") {
    arena::Random random(12);
    for (int i = 0; i < 50; ++i) {
        const Written written = random_program(random, 1);
        const Corpus corpus({submission("a", written.plain), submission("b", written.disguised)});
        CHECK(corpus.score(0, 1).score == 1);
        CHECK(corpus.score(0, 1).of_a == 1);
    }
}

TEST_CASE("score: in [0, 1], symmetric, 1 for equal ones; rows say what pairs say",
          "[similarity][property]") {
    arena::Random random(13);
    for (int round = 0; round < 40; ++round) {
        std::vector<Submission> all;
        const std::uint64_t count = 2 + random.below(12);
        std::vector<std::string> sources;
        for (std::uint64_t i = 0; i < count; ++i) {
            const bool copy = !sources.empty() && random.chance(1, 3);
            const std::string source =
                copy
                    ? sources[random.below(sources.size())]
                    : random_program(random, static_cast<int>(random.below(4))).plain +
                          std::string(random.below(3), ';') + (random.chance(1, 2) ? "x = 1;" : "");
            sources.push_back(source);
            all.push_back(submission("s" + std::to_string(10 + i), source));
            all.back().problem = random.chance(1, 4) ? "b" : "a";
            all.back().user = "u" + std::to_string(random.below(20));
        }
        const Corpus corpus(all);
        for (std::size_t i = 0; i < corpus.size(); ++i) {
            const auto row = corpus.row(i, 0);
            for (std::size_t j = 0; j < corpus.size(); ++j) {
                if (i == j) continue;
                const PairScore one = corpus.score(i, j), other = corpus.score(j, i);
                REQUIRE(one.score == other.score);
                REQUIRE((one.a == other.a && one.b == other.b && one.a < one.b));
                REQUIRE(one.score >= 0);
                REQUIRE(one.score <= 1);
                REQUIRE(std::min(one.of_a, one.of_b) >= 0);
                REQUIRE(std::max(one.of_a, one.of_b) <= 1);
                const bool equal = corpus[i].print == corpus[j].print;
                if (equal) REQUIRE(one.score == (corpus[i].print.tokens > 0 ? 1 : 0));
                const auto found = std::find_if(row.begin(), row.end(),
                                                [&](const PairScore& p) { return p.b == j; });
                const bool comparable = j > i && corpus[i].problem == corpus[j].problem &&
                                        corpus[i].user != corpus[j].user;
                const bool listed = found != row.end();
                if (listed) REQUIRE(found->score == one.score);
                REQUIRE(listed == (comparable && (one.of_a > 0 || one.of_b > 0)));
            }
        }
        // The order in which submissions come says nothing.
        std::vector<Submission> turned = all;
        std::reverse(turned.begin(), turned.end());
        const Corpus again(turned);
        for (std::size_t i = 1; i < corpus.size(); ++i) {
            REQUIRE(again.score(0, i).score == corpus.score(0, i).score);
        }
    }
}

TEST_CASE("score: everybody's code is still one's own when all is the same", "[similarity]") {
    arena::Random random(5);
    const std::string source = random_program(random, 3).plain;
    std::vector<Submission> all;
    for (int i = 0; i < 2000; ++i) all.push_back(submission(std::to_string(i), source));
    const Corpus corpus(std::move(all));
    CHECK(corpus.score(0, 1999).score == 1);
}

TEST_CASE("score: given code counts nothing, and what remains is compared", "[similarity]") {
    arena::Random random(21);
    const std::string given = random_program(random, 5).plain;
    const std::string own_a = random_program(random, 2).plain;
    const std::string own_b = random_program(random, 2).plain;
    const Fingerprint stub = fingerprint({tokenize(given, *find_syntax("cpp20"))});
    const auto score = [&](const std::string& a, const std::string& b, bool removed) {
        std::vector<Submission> pair{submission("a", a), submission("b", b)};
        for (Submission& one : pair) {
            if (removed) remove_given(one.print, stub);
        }
        return Corpus(std::move(pair)).score(0, 1).score;
    };
    CHECK(score(given + own_a, given + own_b, false) > 0.5);
    CHECK(score(given + own_a, given + own_b, true) < 0.2);
    // Identical submissions stay so, and nothing but given code is nothing.
    CHECK(score(given + own_a, given + own_a, true) == 1);
    CHECK(score(given, given, true) == 0);
    // Of short programs all short runs may be given, and no long one.
    Fingerprint left = fingerprint({tokenize("x = a + b * c - d / e;", *find_syntax("cpp20"))});
    left.short_grams.clear();
    CHECK(Corpus({{"a", "", "", left}, {"b", "", "", left}}).score(0, 1).score == 1);
}

TEST_CASE("score: a few lines do not stand in everybody's program", "[similarity]") {
    arena::Random random(22);
    std::vector<Submission> all;
    for (int i = 0; i < 9; ++i) {
        all.push_back(submission("long" + std::to_string(i), random_program(random, 6).plain));
    }
    const Written longer = random_program(random, 6);
    all.push_back(submission("longer", longer.plain));
    all.push_back(submission("tiny", longer.plain.substr(0, longer.plain.find("}\n") / 3)));
    const Corpus corpus(std::move(all));
    CHECK(corpus.score(9, 10).of_b > 0.9);
    CHECK(corpus.score(9, 10).score < 0.5);
}

TEST_CASE("fingerprint: a file shorter than a run is one run; nothing is none", "[similarity]") {
    const Syntax& syntax = *find_syntax("cpp20");
    CHECK(fingerprint({}).long_grams.empty());
    CHECK(fingerprint({{}, {}}).long_grams.empty());
    const auto small = fingerprint({tokenize("x = 1;", syntax)});
    CHECK(small.tokens == 3);
    CHECK(small.long_grams.size() == 1);
    CHECK(small.short_grams.size() == 1);
    const auto files = fingerprint({tokenize("x = 1;", syntax), tokenize("y = 2;", syntax)});
    CHECK(files.long_grams.front().count == 2);
}

TEST_CASE("gram_weight: rarer is heavier, and nothing weighs nothing", "[similarity]") {
    // ln(20 / 1)^3 and ln(20 / 2)^3 of ten submissions and the ten imagined ones, in 1/65536.
    CHECK(gram_weight(10, 1) == 1761931);
    CHECK(gram_weight(10, 2) == 800068);
    CHECK(gram_weight(1'000'000, 1'000'000) == 1);
    for (std::size_t having = 2; having <= 500; ++having) {
        REQUIRE(gram_weight(500, having) <= gram_weight(500, having - 1));
    }
}

TEST_CASE("clusters: who hangs together", "[similarity]") {
    const std::vector<PairScore> pairs{
        {0, 3, 0.9, 0, 0}, {3, 4, 0.6, 0, 0}, {1, 5, 0.7, 0, 0}, {4, 5, 0.4, 0, 0}};
    const auto found = clusters(pairs, 6, 0.5);
    REQUIRE(found.size() == 2);
    CHECK(found[0].members == std::vector<std::uint32_t>{0, 3, 4});
    CHECK(found[0].least == 0.6);
    CHECK(found[0].most == 0.9);
    CHECK(found[1].members == std::vector<std::uint32_t>{1, 5});
    CHECK(clusters(pairs, 6, 0.4).size() == 1);
    CHECK(clusters({}, 6, 0).empty());
}
