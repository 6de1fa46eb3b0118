// Session's small named values.
#include "serve/store/row_readers.hpp"
#include "serve/store/store.hpp"

namespace arena::serve {

Result<std::optional<std::string>> Session::note(std::string_view name) {
    return first_row(sql_.execute("SELECT value FROM notes WHERE name = $1", {name}), first_text);
}

Result<void> Session::set_note(std::string_view name, std::string_view value) {
    return done(
        sql_.execute("INSERT INTO notes (name, value) VALUES ($1, $2)"
                     " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                     {name, value}));
}

}  // namespace arena::serve
