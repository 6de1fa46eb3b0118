import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.StringTokenizer;

/** For each first hour, bisects for the last one in the sums from the start; latest piece wins. */
public class PrefixSearch {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        StringTokenizer line = new StringTokenizer(in.readLine());
        int hours = Integer.parseInt(line.nextToken());
        long mostNoise = Long.parseLong(line.nextToken());
        line = new StringTokenizer(in.readLine());
        long[] before = new long[hours + 1];
        for (int i = 0; i < hours; i++) {
            before[i + 1] = before[i] + Integer.parseInt(line.nextToken());
        }
        int length = 0;
        int first = 0;
        for (int start = 0; start < hours; start++) {
            int low = start;
            int high = hours;
            while (low < high) {
                int middle = (low + high + 1) / 2;
                if (before[middle] - before[start] <= mostNoise) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            if (low > start && low - start >= length) {
                length = low - start;
                first = start + 1;
            }
        }
        System.out.println(length + " " + first);
    }
}
