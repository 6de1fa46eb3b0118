import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StreamTokenizer;

/** Halves an interval of times until it is narrow enough. */
public class Bisect {
    static int[] weight;
    static int[] rate;

    static double left(double time) {
        double sum = 0;
        for (int i = 0; i < weight.length; i++) {
            sum += Math.max(0, weight[i] - rate[i] * time);
        }
        return sum;
    }

    public static void main(String[] args) throws IOException {
        StreamTokenizer in =
                new StreamTokenizer(new InputStreamReader(new BufferedInputStream(System.in)));
        in.nextToken();
        int count = (int) in.nval;
        weight = new int[count];
        rate = new int[count];
        long total = 0;
        long damp = 0;
        for (int i = 0; i < count; i++) {
            in.nextToken();
            weight[i] = (int) in.nval;
            in.nextToken();
            rate[i] = (int) in.nval;
            total += weight[i];
            damp += rate[i] == 0 ? weight[i] : 0;
        }
        if (2 * damp > total) {
            System.out.println("never");
            return;
        }
        double low = 0;
        double high = 10001;
        for (int step = 0; step < 80; step++) {
            double middle = (low + high) / 2;
            if (2 * left(middle) <= total) {
                high = middle;
            } else {
                low = middle;
            }
        }
        System.out.println(high);
    }
}
