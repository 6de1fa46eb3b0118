#include "core/problem/dmoj_cases.hpp"

#include <regex.h>

#include <algorithm>
#include <map>
#include <optional>

#include "core/problem/text.hpp"

namespace arena::problem {

namespace {

constexpr std::size_t pattern_bytes_max = 500;

struct Position {
    std::optional<std::string> batch;
    std::string number = "0";
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_word(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c < 0;
}

std::string lower(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

/// The judge's own pattern, for `word` "in" and "out":
///   ^(?=.*?\.in|in).*?(?:(?:^|\W)(?P<batch>\d+)[^\d\s]+)?(?P<case>\d+)[^\d\s]*$
/// The last number is the case. The one before it is the batch when it stands by itself.
std::optional<Position> usual_position(const std::string& name, const std::string& word) {
    const std::string small = lower(name);
    if (!starts_with(small, word) && small.find("." + word) == std::string::npos) {
        return std::nullopt;
    }
    const auto blank = [&](std::size_t from, std::size_t to) {
        return name.substr(from, to - from).find_first_of(" \t\n\r\f\v") != std::string::npos;
    };
    // The digits that end before `end`.
    const auto number_before = [&](std::size_t end) {
        std::size_t last = end;
        while (last > 0 && !is_digit(name[last - 1])) --last;
        std::size_t first = last;
        while (first > 0 && is_digit(name[first - 1])) --first;
        return std::pair(first, last);
    };
    const auto [first, last] = number_before(name.size());
    if (first == last || blank(last, name.size())) return std::nullopt;
    Position out;
    out.number = name.substr(first, last - first);
    const auto [batch_first, batch_last] = number_before(first);
    const bool alone = batch_first == 0 || !is_word(name[batch_first - 1]);
    if (batch_first < batch_last && alone && !blank(batch_last, first)) {
        out.batch = name.substr(batch_first, batch_last - batch_first);
    }
    return out;
}

/// A pattern of the package's own: Python's, as far as POSIX has the same.
class OwnPattern {
public:
    OwnPattern() = default;
    OwnPattern(const OwnPattern&) = delete;
    OwnPattern& operator=(const OwnPattern&) = delete;
    ~OwnPattern() {
        if (compiled_) ::regfree(&regex_);
    }

    /// False for what POSIX has not: lookarounds, back references, other escapes.
    bool compile(const std::string& python);
    std::optional<Position> position(const std::string& name) const;

private:
    regex_t regex_{};
    bool compiled_ = false;
    std::size_t groups_ = 0, batch_ = 0, number_ = 0;  ///< 0: the pattern has no such group
};

bool OwnPattern::compile(const std::string& python) {
    static const std::map<char, std::string> classes{{'d', "[0-9]"},        {'D', "[^0-9]"},
                                                     {'w', "[[:alnum:]_]"}, {'W', "[^[:alnum:]_]"},
                                                     {'s', "[[:space:]]"},  {'S', "[^[:space:]]"}};
    std::string text;
    if (python.size() > pattern_bytes_max) return false;
    for (std::size_t i = 0; i < python.size(); ++i) {
        const char next = i + 1 < python.size() ? python[i + 1] : '\0';
        if (python[i] == '\\') {
            const auto known = classes.find(next);
            if (known == classes.end() && (is_word(next) || next == '\0')) return false;
            text += known == classes.end() ? std::string("\\") + next : known->second;
            ++i;
        } else if (python[i] == '(') {
            ++groups_;
            text += '(';
            if (next != '?') continue;
            const std::size_t end = python.find('>', i);
            if (python.compare(i, 3, "(?:") == 0) {
                i += 2;
            } else if (python.compare(i, 4, "(?P<") == 0 && end != std::string::npos) {
                const std::string name = python.substr(i + 4, end - i - 4);
                if (name == "batch") batch_ = groups_;
                if (name == "case") number_ = groups_;
                i = end;
            } else {
                return false;
            }
        } else if (python[i] == '?' && !text.empty() &&
                   std::string("*+?}").find(text.back()) != std::string::npos) {
            continue;  // lazy or not, the whole name is matched
        } else {
            text += python[i];
        }
    }
    if (!starts_with(text, "^")) text.insert(0, "^");
    compiled_ = ::regcomp(&regex_, text.c_str(), REG_EXTENDED | REG_ICASE) == 0;
    return compiled_;
}

std::optional<Position> OwnPattern::position(const std::string& name) const {
    std::vector<regmatch_t> found(groups_ + 1);
    if (::regexec(&regex_, name.c_str(), found.size(), found.data(), 0) != 0) return std::nullopt;
    const auto group = [&](std::size_t number) {
        const regmatch_t& at = found[number];
        return number == 0 || at.rm_so < 0
                   ? std::optional<std::string>()
                   : std::optional(name.substr(static_cast<std::size_t>(at.rm_so),
                                               static_cast<std::size_t>(at.rm_eo - at.rm_so)));
    };
    return Position{group(batch_), group(number_).value_or("0")};
}

/// A number sorts before any word, as in the judge's own order where both are numbers.
struct Key {
    bool is_word = false;
    long long number = 0;
    std::string word;

    bool operator<(const Key& other) const {
        if (is_word != other.is_word) return other.is_word;
        return is_word ? word < other.word : number < other.number;
    }
};

Key key_of(const std::string& text) {
    const bool digits = !text.empty() && text.size() <= 18 &&
                        text.find_first_not_of("0123456789") == std::string::npos;
    if (digits) return {false, std::stoll(text), ""};
    return {true, 0, text};
}

struct Files {
    std::string input, answer;
};

using Cases = std::map<Key, Files>;

YamlNode scalar(const std::string& text, const YamlNode& at) {
    YamlNode out;
    out.kind = YamlNode::Kind::scalar;
    out.text = text;
    out.line = at.line;
    out.file = at.file;
    return out;
}

YamlNode case_node(const Files& files, const YamlNode& at) {
    YamlNode out;
    out.kind = YamlNode::Kind::map;
    out.line = at.line;
    out.file = at.file;
    if (!files.input.empty()) out.entries.push_back({"in", scalar(files.input, at)});
    if (!files.answer.empty()) out.entries.push_back({"out", scalar(files.answer, at)});
    return out;
}

class Finder {
public:
    Finder(const YamlNode* node, const YamlNode& root)
        : node_(node), place_(node == nullptr ? root : *node) {}

    Result<YamlNode> find(const std::vector<std::string>& names);

private:
    Result<void> take(const char* key, bool is_input, const std::vector<std::string>& names);
    Result<void> add(const Position& position, bool is_input, const std::string& name);
    Result<YamlNode> listed() const;

    const YamlNode* node_;
    const YamlNode& place_;
    std::map<Key, Cases> batches_;
    Cases alone_;
};

Result<void> Finder::add(const Position& position, bool is_input, const std::string& name) {
    Cases& cases = position.batch ? batches_[key_of(*position.batch)] : alone_;
    Files& files = cases[key_of(position.number)];
    std::string& place = is_input ? files.input : files.answer;
    if (!place.empty()) {
        return place_.error("'" + shown(place) + "' and '" + shown(name) +
                            "' would be the same test case");
    }
    place = name;
    return {};
}

Result<void> Finder::take(const char* key, bool is_input, const std::vector<std::string>& names) {
    const YamlNode* own = node_ == nullptr ? nullptr : node_->find(key);
    OwnPattern pattern;
    const bool given = own != nullptr && !own->is_null();
    if (given && !pattern.compile(own->text)) {
        return own->error(std::string(key) +
                          " is a regular expression that is not read here: list the test cases");
    }
    for (const std::string& name : names) {
        const auto position =
            given ? pattern.position(name) : usual_position(name, is_input ? "in" : "out");
        if (!position) continue;
        auto added = add(*position, is_input, name);
        if (!added) return added;
    }
    return {};
}

Result<YamlNode> Finder::listed() const {
    YamlNode out;
    out.kind = YamlNode::Kind::sequence;
    out.line = place_.line;
    out.file = place_.file;
    const YamlNode* points = node_ == nullptr ? nullptr : node_->find("case_points");
    std::map<Key, const Cases*> order;
    for (const auto& [key, cases] : batches_) order[key] = &cases;
    for (const auto& [key, files] : alone_) {
        if (!order.emplace(key, nullptr).second) {
            return place_.error("a batch and a test case have the same number");
        }
    }
    for (const auto& [key, batch] : order) {
        YamlNode node =
            batch == nullptr ? case_node(alone_.at(key), place_) : case_node({}, place_);
        if (batch != nullptr) {
            YamlNode list;
            list.kind = YamlNode::Kind::sequence;
            list.line = place_.line;
            list.file = place_.file;
            for (const auto& [number, files] : *batch) {
                list.items.push_back(case_node(files, place_));
            }
            node.entries.push_back({"batched", std::move(list)});
        }
        std::string value = "1";
        if (points != nullptr && points->kind == YamlNode::Kind::sequence) {
            if (out.items.size() >= points->items.size()) {
                return points->error("case_points has fewer entries than there are test cases");
            }
            value = points->items[out.items.size()].text;
        }
        node.entries.push_back({"points", scalar(value, place_)});
        out.items.push_back(std::move(node));
    }
    if (out.items.empty()) return place_.error("no file of the data looks like a test case");
    return out;
}

Result<YamlNode> Finder::find(const std::vector<std::string>& names) {
    for (const auto& [key, is_input] :
         {std::pair{"input_format", true}, std::pair{"output_format", false}}) {
        auto taken = take(key, is_input, names);
        if (!taken) return tl::unexpected<Error>(taken.error());
    }
    return listed();
}

}  // namespace

Result<YamlNode> find_dmoj_cases(const std::vector<std::string>& names, const YamlNode* node,
                                 const YamlNode& root) {
    return Finder(node, root).find(names);
}

}  // namespace arena::problem
