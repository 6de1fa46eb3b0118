import java.io.*;
import java.util.*;

public class Lamps {
    static StreamTokenizer in = new StreamTokenizer(new BufferedInputStream(System.in));

    static int next() throws IOException {
        in.nextToken();
        return (int) in.nval;
    }

    public static void main(String[] args) throws IOException {
        int n = next(), m = next();
        int[] turns = new int[n + 2];
        for (int i = 0; i < m; i++) {
            turns[next()]++;
            turns[next() + 1]++;
        }
        int sum = 0, run = 0, lit = 0, longest = 0;
        for (int lamp = 1; lamp <= n; lamp++) {
            sum += turns[lamp];
            run = sum % 2 == 1 ? run + 1 : 0;
            lit += sum % 2;
            longest = Math.max(longest, run);
        }
        System.out.println(lit + " " + longest);
    }
}
