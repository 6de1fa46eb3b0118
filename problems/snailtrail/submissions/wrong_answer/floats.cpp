// A float forgets short steps beside a long trail.
#include <cmath>
#include <cstdio>
#include <vector>

int main() {
    int n;
    if (std::scanf("%d", &n) != 1) return 1;
    std::vector<float> x(n), y(n);
    float trail = 0;
    for (int i = 0; i < n; ++i) {
        if (std::scanf("%f %f", &x[i], &y[i]) != 2) return 1;
        if (i > 0) trail += std::sqrt((x[i] - x[i - 1]) * (x[i] - x[i - 1]) +
                                      (y[i] - y[i - 1]) * (y[i] - y[i - 1]));
    }
    std::printf("%.9f %.9f\n", trail, std::hypot(x[n - 1] - x[0], y[n - 1] - y[0]));
}
