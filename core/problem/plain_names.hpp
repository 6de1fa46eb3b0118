// What a file of a plain folder is, by its name: an input, an answer, or neither.
//
// Upper and lower case are one. The usual schemes: NAME.in with NAME.out, inputN.txt with
// outputN.txt, NAME.in.N with NAME.out.N, N_in with N_out, input with output in a folder of their
// own, NAME without an extension beside NAME.a, and their relatives.
#pragma once

#include <optional>
#include <string>

namespace arena::problem {

struct PlainGuess {
    enum class Role { input, answer, bare };  ///< bare: an input if an answer without one asks
    Role role = Role::bare;
    std::string key;  ///< what an input and its answer share; it is called so
    /// Not empty: names that also mean other things (data.dat, input.txt). Such an input without
    /// an answer is none, unless another one of this scheme has one.
    std::string scheme;
};

/// `directory` is "" or has no slash at its end.
std::optional<PlainGuess> guess_by_name(const std::string& directory, const std::string& name);

/// ASCII letters as lower case.
std::string lower(std::string text);

/// `name` without ".txt" at its end.
std::string without_txt(const std::string& name);

}  // namespace arena::problem
