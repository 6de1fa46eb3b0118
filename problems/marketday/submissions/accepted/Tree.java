import java.io.*;
import java.util.*;

public class Tree {
    static StreamTokenizer in = new StreamTokenizer(new BufferedInputStream(System.in));

    static int next() throws IOException {
        in.nextToken();
        return (int) in.nval;
    }

    public static void main(String[] args) throws IOException {
        int n = next();
        int[] row = new int[n], tree = new int[n + 1];
        for (int i = 0; i < n; i++) row[i] = next();
        long coins = 0;
        for (int i = n - 1; i >= 0; i--) {
            for (int at = row[i]; at > 0; at &= at - 1) coins += (long) tree[at] * row[i];
            for (int at = row[i]; at <= n; at += at & -at) tree[at]++;
        }
        System.out.println(coins);
    }
}
