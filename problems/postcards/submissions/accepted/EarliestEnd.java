import java.io.*;
import java.util.*;

public class EarliestEnd {
    static StreamTokenizer in = new StreamTokenizer(new BufferedInputStream(System.in));

    static int next() throws IOException {
        in.nextToken();
        return (int) in.nval;
    }

    public static void main(String[] args) throws IOException {
        int n = next();
        long[] kiosks = new long[n];
        for (int i = 0; i < n; i++) {
            long first = next();
            kiosks[i] = ((long) next() << 32) | first;
        }
        Arrays.sort(kiosks);
        int count = 0;
        long end = 0;
        for (long kiosk : kiosks) {
            if ((kiosk & 0xFFFFFFFFL) <= end) continue;
            count++;
            end = kiosk >> 32;
        }
        System.out.println(count + " " + end);
    }
}
