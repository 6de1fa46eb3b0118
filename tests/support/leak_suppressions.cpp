// What LeakSanitizer must not report: leaks that are not ours to mend.
//
// libpqxx 6.4 loses the result of a query whose connection breaks (seen when the tests kill the
// database); newer releases do not. LeakSanitizer looks this function up by its name.

extern "C" const char* __lsan_default_suppressions();

extern "C" const char* __lsan_default_suppressions() {
    return "leak:libpqxx\n";
}
