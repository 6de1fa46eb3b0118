import java.io.*;
import java.util.*;

public class Sorted {
    static StreamTokenizer in = new StreamTokenizer(new BufferedInputStream(System.in));

    static int next() throws IOException {
        in.nextToken();
        return (int) in.nval;
    }

    public static void main(String[] args) throws IOException {
        int n = next(), s = next();
        Integer[] stars = new Integer[n];
        for (int i = 0; i < n; i++) stars[i] = next();
        HashMap<Integer, Integer> seen = new HashMap<>();
        long pairs = 0;
        for (int star : stars) {
            pairs += seen.getOrDefault(s - star, 0);
            seen.merge(star, 1, Integer::sum);
        }
        System.out.println(pairs);
    }
}
