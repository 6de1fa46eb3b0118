// AUC and AP against numbers worked out by hand and scikit-learn's documentation, and on the public
// labelled pairs.
#include "core/similarity/ranking_quality.hpp"

#include <algorithm>
#include <filesystem>
#include <map>

#include "cli/similar_labels.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/source_tree.hpp"

using namespace arena::similarity;

TEST_CASE("ranking_quality: what scikit-learn's documentation prints", "[similarity]") {
    // roc_auc_score and average_precision_score of y = [0, 0, 1, 1], scores = [.1, .4, .35, .8].
    const auto quality = ranking_quality({{0.1, false}, {0.4, false}, {0.35, true}, {0.8, true}});
    CHECK(quality.auc == Approx(0.75));
    CHECK(quality.ap == Approx(0.8333333333));
    CHECK(quality.f1 == Approx(0.8));
    CHECK(quality.at == Approx(0.35));
}

TEST_CASE("ranking_quality: ties count half, and one kind alone tells nothing", "[similarity]") {
    const auto tied = ranking_quality({{1, false}, {1, true}, {1, true}});
    CHECK(tied.auc == Approx(0.5));
    CHECK(tied.ap == Approx(2.0 / 3));
    CHECK_FALSE(ranking_quality({}).measured());
    CHECK_FALSE(ranking_quality({{1, true}}).measured());
    CHECK(ranking_quality({{1, true}, {0, false}}).auc == 1);
    CHECK(ranking_quality({{0, true}, {1, false}}).auc == 0);
}

TEST_CASE("similarity: AUC on the public labelled pairs", "[similarity]") {
    const std::string folder = arena::testing::shared_path("data/similarity");
    if (folder.empty()) {
        WARN("skipped: no labelled pairs beside this checkout");
        return;
    }
    const auto labelled = arena::cli::read_labels(folder, {});
    REQUIRE_OK(labelled);
    std::map<std::string, std::vector<Labelled>> sets;
    for (const auto& pair : labelled->pairs) {
        sets[pair.set].push_back({labelled->corpus.score(pair.a, pair.b).score, pair.copied});
    }
    REQUIRE(sets["conplag"].size() == 230);
    REQUIRE(sets["irplag"].size() == 260);
    const auto conplag = ranking_quality(sets["conplag"]);
    // The target is 0.90; a fall below what the settings reached says that something broke.
    CHECK(conplag.auc > 0.955);
    CHECK(conplag.ap > 0.91);
    CHECK(ranking_quality(sets["irplag"]).auc > 0.69);
}
