import java.io.*;
import java.util.*;

public class Halves {
    static StreamTokenizer in = new StreamTokenizer(new BufferedInputStream(System.in));

    static int next() throws IOException {
        in.nextToken();
        return (int) in.nval;
    }

    public static void main(String[] args) throws IOException {
        int n = next();
        long plates = next(), quickest = Long.MAX_VALUE;
        long[] minutes = new long[n];
        for (int i = 0; i < n; i++) {
            minutes[i] = next();
            quickest = Math.min(quickest, minutes[i]);
        }
        long low = 0, high = plates * quickest;
        while (low + 1 < high) {
            long middle = (low + high) / 2, made = 0;
            for (long each : minutes) made = Math.min(plates, made + middle / each);
            if (made >= plates) high = middle;
            else low = middle;
        }
        System.out.println(high);
    }
}
