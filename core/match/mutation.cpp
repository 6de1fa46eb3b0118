#include "core/match/mutation.hpp"

#include <algorithm>
#include <array>

#include "core/match/code_map.hpp"
#include "core/match/mutation_site.hpp"
#include "core/random.hpp"

namespace arena::match {
namespace {

struct Swap {
    std::string_view before, after;
    MutationKind kind;
};

/// Longest first, so that "<=" is not read as "<". Each turns a program that compiles into one that
/// nearly always does.
constexpr std::array<Swap, 21> swaps{{
    {"<=", "<", MutationKind::boundary},     {"<=", ">=", MutationKind::operator_},
    {">=", ">", MutationKind::boundary},     {">=", "<=", MutationKind::operator_},
    {"==", "!=", MutationKind::operator_},   {"!=", "==", MutationKind::operator_},
    {"&&", "||", MutationKind::operator_},   {"||", "&&", MutationKind::operator_},
    {"+=", "-=", MutationKind::operator_},   {"-=", "+=", MutationKind::operator_},
    {" < ", " <= ", MutationKind::boundary}, {" < ", " > ", MutationKind::operator_},
    {" > ", " >= ", MutationKind::boundary}, {" > ", " < ", MutationKind::operator_},
    {" + ", " - ", MutationKind::operator_}, {" - ", " + ", MutationKind::operator_},
    {" * ", " + ", MutationKind::operator_}, {" % ", " / ", MutationKind::operator_},
    {" & ", " | ", MutationKind::operator_}, {" | ", " & ", MutationKind::operator_},
    {" ^ ", " | ", MutationKind::operator_},
}};

/// Whole words. A narrower integer type fails where the tests are large.
constexpr std::array<Swap, 13> word_swaps{{
    {"min", "max", MutationKind::operator_},
    {"max", "min", MutationKind::operator_},
    {"and", "or", MutationKind::operator_},
    {"or", "and", MutationKind::operator_},
    {"True", "False", MutationKind::operator_},
    {"False", "True", MutationKind::operator_},
    {"true", "false", MutationKind::operator_},
    {"false", "true", MutationKind::operator_},
    {"continue", "break", MutationKind::operator_},
    {"long long", "int", MutationKind::type},
    {"std::int64_t", "int", MutationKind::type},
    {"int64_t", "int", MutationKind::type},
    {"long", "int", MutationKind::type},
}};

/// Two-letter operators must not be part of a longer one: "<<=", "->", "<=>".
bool stands_alone(std::string_view source, std::size_t at, std::size_t length) {
    constexpr std::string_view letters = "<>=!&|+-*/%^";
    const bool left = at == 0 || letters.find(source[at - 1]) == std::string_view::npos;
    const std::size_t next = at + length;
    return left && (next >= source.size() || letters.find(source[next]) == std::string_view::npos);
}

/// Changes of one token.
class TokenMutator {
public:
    TokenMutator(std::string_view source, CommentStyle style)
        : source_(source), map_(source, style) {}

    /// Every change there is, in the order of the text.
    std::vector<MutationSite> all() {
        std::size_t at = 0;
        while (at < source_.size()) {
            if (source_[at] == '\n') ++line_;
            at += map_.is_code(at) ? look(at) : 1;
        }
        return std::move(found_);
    }

private:
    /// Notes what can be changed at `at`; how far to go on.
    std::size_t look(std::size_t at) {
        const std::string_view rest = source_.substr(at);
        std::size_t step =
            is_word(rest[0]) && (at == 0 || !is_word(source_[at - 1])) ? look_at_word(at) : 0;
        for (const Swap& swap : swaps) {
            if (!rest.starts_with(swap.before)) continue;
            if (swap.before[0] != ' ' && !stands_alone(source_, at, swap.before.size())) continue;
            add(at, swap.before, std::string(swap.after), swap.kind);
            // A blank of " + " may begin the next operator: only its own letter is used up.
            step = swap.before[0] == ' ' ? 2 : swap.before.size();
        }
        if (step > 0) return step;
        if (!is_digit(rest[0]) || (at > 0 && (is_word(source_[at - 1]) || source_[at - 1] == '.')))
            return 1;
        return look_at_number(at);
    }

    /// 0: it is none that changes.
    std::size_t look_at_word(std::size_t at) {
        const std::string_view rest = source_.substr(at);
        for (const Swap& swap : word_swaps) {
            const std::size_t end = swap.before.size();
            if (!rest.starts_with(swap.before) || (end < rest.size() && is_word(rest[end])))
                continue;
            add(at, swap.before, std::string(swap.after), swap.kind);
            return end;
        }
        return 0;
    }

    std::size_t look_at_number(std::size_t at) {
        std::size_t end = at;
        while (end < source_.size() && is_digit(source_[end])) ++end;
        const bool plain = end == source_.size() ||
                           (!is_word(source_[end]) && source_[end] != '.' && source_[end] != '\'');
        const std::string digits(source_.substr(at, end - at));
        if (plain && digits.size() <= 9 && (digits == "0" || digits[0] != '0')) {
            const int value = std::stoi(digits);
            add(at, digits, std::to_string(value + 1), MutationKind::off_by_one);
            if (value > 0) add(at, digits, std::to_string(value - 1), MutationKind::off_by_one);
        }
        return end - at;
    }

    void add(std::size_t at, std::string_view before, std::string after, MutationKind kind) {
        found_.push_back({kind, at, line_, std::string(before), std::move(after)});
    }

    std::string_view source_;
    CodeMap map_;
    std::size_t line_ = 1;
    std::vector<MutationSite> found_;
};

/// Subtle, blunt, certain.
int tier(MutationKind kind) {
    if (kind == MutationKind::silence) return 2;
    return kind == MutationKind::condition || kind == MutationKind::removal ? 1 : 0;
}

}  // namespace

CommentStyle comment_style(std::string_view language) {
    return language.starts_with("python") || language.starts_with("pypy") ? CommentStyle::python
                                                                          : CommentStyle::c_family;
}

bool is_subtle(MutationKind kind) {
    return tier(kind) == 0;
}

std::vector<Mutation> mutations(std::string_view source, CommentStyle style, std::uint64_t seed,
                                std::size_t max) {
    std::vector<MutationSite> sites = TokenMutator(source, style).all();
    for (MutationSite& site : statement_sites(source, style)) sites.push_back(std::move(site));
    Random random(seed);
    random.shuffle(sites);
    std::stable_sort(sites.begin(), sites.end(),
                     [](const auto& a, const auto& b) { return tier(a.kind) < tier(b.kind); });
    std::array<std::size_t, 3> taken{};
    std::vector<Mutation> found;
    for (MutationSite& site : sites) {
        if (taken[static_cast<std::size_t>(tier(site.kind))]++ >= max) continue;
        Mutation one{site.kind, std::string(source), site.line, site.before, site.after};
        one.source.replace(site.at, site.before.size(), site.after);
        found.push_back(std::move(one));
    }
    return found;
}

}  // namespace arena::match
