// The adapter to yaml-cpp: events in, YamlNode out. See yaml_node.hpp for what is refused.
#include "core/problem/yaml_node.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <charconv>
#include <cmath>
#include <exception>
#include <sstream>

#include "core/problem/text.hpp"
#include "core/utf8.hpp"

namespace arena::problem {

namespace {

// What the builder refuses travels through yaml-cpp's parser as this exception, and no further.
struct Refusal {
    int line;
    std::string message;
};

int line_of(const YAML::Mark& mark) {
    return mark.line < 0 ? 1 : mark.line + 1;
}

// Whether the quoted scalar that begins at `start` has its closing quote. yaml-cpp takes a quote
// that is never closed for one that ends with the file, and the keys below vanish into it.
bool is_closed(std::string_view text, std::size_t start) {
    const char quote = text[start];
    for (std::size_t i = start + 1; i < text.size(); ++i) {
        if (quote == '"' && text[i] == '\\') {
            ++i;
        } else if (text[i] == quote) {
            if (quote == '"' || i + 1 == text.size() || text[i + 1] != quote) return true;
            ++i;
        }
    }
    return false;
}

class TreeBuilder final : public YAML::EventHandler {
public:
    /// REQUIRES: `text` is what the parser reads, and outlives this.
    TreeBuilder(std::shared_ptr<const std::string> file, std::string_view text)
        : file_(std::move(file)), text_(text) {
        root_.file = file_;
    }

    YamlNode take() { return std::move(root_); }

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        refuse_anchor(mark, anchor);
        place_value(make(YamlNode::Kind::null, mark));
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
        throw Refusal{line_of(mark), "an alias (*name) is not read here: write the value out"};
    }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        refuse_anchor(mark, anchor);
        refuse_tag(mark, tag);
        const std::size_t start = mark.pos < 0 ? 0 : static_cast<std::size_t>(mark.pos);
        const bool quote = start < text_.size() && (text_[start] == '"' || text_[start] == '\'');
        if (tag == "!" && quote && !is_closed(text_, start)) {
            throw Refusal{line_of(mark), "a quote is never closed"};
        }
        YamlNode node = make(YamlNode::Kind::scalar, mark);
        node.quoted = tag == "!";
        node.text = value;
        place_value(std::move(node));
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        refuse_anchor(mark, anchor);
        refuse_tag(mark, tag);
        open(make(YamlNode::Kind::sequence, mark));
    }
    void OnSequenceEnd() override { close(); }

    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        refuse_anchor(mark, anchor);
        refuse_tag(mark, tag);
        open(make(YamlNode::Kind::map, mark));
    }
    void OnMapEnd() override { close(); }

private:
    // A map or sequence that is being filled. `key` waits for its value.
    struct Open {
        YamlNode node;
        std::optional<std::string> key;
        int key_line = 1;
    };

    YamlNode make(YamlNode::Kind kind, const YAML::Mark& mark) const {
        YamlNode node;
        node.kind = kind;
        node.line = line_of(mark);
        node.file = file_;
        return node;
    }

    static void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
        if (anchor == 0) return;
        throw Refusal{line_of(mark), "an anchor (&name) is not read here: write the value out"};
    }

    static void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
        if (tag.empty() || tag == "?" || tag == "!") return;
        throw Refusal{line_of(mark), "a tag (!!name) is not read here: write the value plainly"};
    }

    void open(YamlNode node) {
        if (static_cast<int>(open_.size()) >= yaml_depth_max) {
            throw Refusal{node.line,
                          "values are nested deeper than " + std::to_string(yaml_depth_max)};
        }
        if (!open_.empty() && open_.back().node.kind == YamlNode::Kind::map && !open_.back().key) {
            throw Refusal{node.line, "a key must be a plain word, not a list or a map"};
        }
        open_.push_back({std::move(node), std::nullopt, 1});
    }

    void close() {
        YamlNode node = std::move(open_.back().node);
        open_.pop_back();
        place_value(std::move(node));
    }

    void place_value(YamlNode node) {
        if (open_.empty()) {
            root_ = std::move(node);
            return;
        }
        Open& parent = open_.back();
        if (parent.node.kind == YamlNode::Kind::sequence) {
            parent.node.items.push_back(std::move(node));
        } else if (parent.key) {
            // The parser marks a map, a list or nothing where it begins, often a line below.
            if (node.kind != YamlNode::Kind::scalar) node.line = parent.key_line;
            parent.node.entries.push_back({std::move(*parent.key), std::move(node)});
            parent.key.reset();
        } else {
            take_key(parent, node);
        }
    }

    static void take_key(Open& parent, const YamlNode& node) {
        if (node.kind != YamlNode::Kind::scalar) {
            throw Refusal{node.line, "a key is empty"};
        }
        if (node.text == "<<" && !node.quoted) {
            throw Refusal{node.line, "a merge key (<<) is not read here: write the keys out"};
        }
        if (const YamlNode* first = parent.node.find(node.text)) {
            throw Refusal{node.line, "key '" + shown(node.text) +
                                         "' is given twice (first in line " +
                                         std::to_string(first->line) + "): remove one"};
        }
        parent.key = node.text;
        parent.key_line = node.line;
    }

    std::shared_ptr<const std::string> file_;
    std::string_view text_;
    YamlNode root_;
    std::vector<Open> open_;
};

std::string without_mark_and_cr(const std::string& text) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    const std::size_t start = text.compare(0, 3, byte_order_mark) == 0 ? 3 : 0;
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = start; i < text.size(); ++i) {
        if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
        out.push_back(text[i]);
    }
    return out;
}

}  // namespace

Result<YamlNode> parse_yaml(const std::string& text, const std::string& label) {
    const auto refuse = [&label](int line, const std::string& message) {
        return fail(ErrorCode::invalid_package,
                    label + " line " + std::to_string(line) + ": " + message);
    };
    if (text.size() > yaml_bytes_max) {
        return fail(ErrorCode::unreadable, label + " is larger than 1 MiB");
    }
    if (!is_utf8(text)) return fail(ErrorCode::unreadable, label + " is not UTF-8 text");
    if (text.find('\0') != std::string::npos) {
        return fail(ErrorCode::unreadable, label + " holds a NUL byte: it is not YAML text");
    }
    try {
        const std::string clean = without_mark_and_cr(text);
        std::istringstream in(clean);
        TreeBuilder builder(std::make_shared<const std::string>(label), clean);
        YAML::Parser parser(in);
        parser.HandleNextDocument(builder);
        YamlNode root = builder.take();
        TreeBuilder second(nullptr, clean);
        if (parser.HandleNextDocument(second)) {
            return fail(ErrorCode::invalid_package,
                        label + " holds more than one YAML document (---): keep one");
        }
        return root;
    } catch (const Refusal& refusal) {
        return refuse(refusal.line, refusal.message);
    } catch (const YAML::Exception& problem) {
        return refuse(line_of(problem.mark), "not valid YAML (" + shown(problem.msg) + ")");
    } catch (const std::exception& problem) {
        return fail(ErrorCode::unreadable, label + " cannot be read as YAML: " + problem.what());
    }
}

const YamlNode* YamlNode::find(const std::string& key) const {
    for (const auto& [name, value] : entries) {
        if (name == key) return &value;
    }
    return nullptr;
}

std::string YamlNode::place() const {
    return (file ? *file : std::string("yaml")) + " line " + std::to_string(line);
}

tl::unexpected<Error> YamlNode::error(const std::string& message) const {
    return fail(ErrorCode::invalid_package, place() + ": " + message);
}

Result<std::string> YamlNode::as_string() const {
    if (kind != Kind::scalar) return error("expected a single value");
    return text;
}

std::optional<double> parse_decimal(std::string_view text) {
    const bool plus = !text.empty() && text.front() == '+';
    if (plus) text.remove_prefix(1);
    const std::size_t digits = !plus && !text.empty() && text.front() == '-' ? 1 : 0;
    if (text.size() <= digits) return std::nullopt;
    // from_chars also takes "inf" and "nan": a number here starts with a digit or a point.
    const char first = text[digits];
    if (first != '.' && (first < '0' || first > '9')) return std::nullopt;
    double value = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (status != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

Result<double> YamlNode::as_number() const {
    const auto value = kind == Kind::scalar ? parse_decimal(text) : std::nullopt;
    if (!value) return error("expected a number, found '" + shown(text) + "'");
    return *value;
}

Result<std::int64_t> YamlNode::as_integer() const {
    constexpr double exact_max = 9007199254740992.0;  // 2^53: every integer below is exact
    const auto value = kind == Kind::scalar ? parse_decimal(text) : std::nullopt;
    if (!value || *value != std::floor(*value) || std::abs(*value) > exact_max) {
        return error("expected a whole number, found '" + shown(text) + "'");
    }
    return static_cast<std::int64_t>(*value);
}

Result<bool> YamlNode::as_bool() const {
    if (kind == Kind::scalar) {
        for (const char* word : {"true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"}) {
            if (text == word) return true;
        }
        for (const char* word : {"false", "False", "FALSE", "no", "No", "NO", "off", "Off"}) {
            if (text == word) return false;
        }
    }
    return error("expected true or false, found '" + shown(text) + "'");
}

Result<std::vector<std::string>> YamlNode::as_strings() const {
    if (kind == Kind::scalar) return std::vector<std::string>{text};
    if (kind != Kind::sequence) return error("expected a list of values");
    std::vector<std::string> out;
    for (const YamlNode& item : items) {
        if (item.kind != Kind::scalar) return item.error("expected a single value in the list");
        out.push_back(item.text);
    }
    return out;
}

}  // namespace arena::problem
