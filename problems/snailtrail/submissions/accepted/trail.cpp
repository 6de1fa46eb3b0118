#include <cmath>
#include <cstdio>

int main() {
    int n;
    double trail = 0, first_x = 0, first_y = 0, last_x = 0, last_y = 0;
    if (std::scanf("%d", &n) != 1) return 1;
    for (int i = 0; i < n; ++i) {
        double x, y;
        if (std::scanf("%lf %lf", &x, &y) != 2) return 1;
        if (i == 0) {
            first_x = x;
            first_y = y;
        } else {
            trail += std::hypot(x - last_x, y - last_y);
        }
        last_x = x;
        last_y = y;
    }
    std::printf("%.9f %.9f\n", trail, std::hypot(last_x - first_x, last_y - first_y));
}
