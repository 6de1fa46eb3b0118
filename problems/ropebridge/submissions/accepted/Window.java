import java.io.*;
import java.util.*;

public class Window {
    static StreamTokenizer in = new StreamTokenizer(new BufferedInputStream(System.in));

    static int next() throws IOException {
        in.nextToken();
        return (int) in.nval;
    }

    public static void main(String[] args) throws IOException {
        int n = next(), k = next();
        long[] least = new long[n];
        ArrayDeque<Integer> window = new ArrayDeque<>();
        for (int plank = 0; plank < n; plank++) {
            long creaks = next();
            while (!window.isEmpty() && window.peekFirst() < plank - k) window.pollFirst();
            least[plank] = creaks + (plank == 0 ? 0 : least[window.peekFirst()]);
            while (!window.isEmpty() && least[window.peekLast()] >= least[plank]) window.pollLast();
            window.addLast(plank);
        }
        System.out.println(least[n - 1]);
    }
}
