import java.io.*;
import java.util.*;

public class Multiple {
    static StreamTokenizer in = new StreamTokenizer(new BufferedInputStream(System.in));

    static int next() throws IOException {
        in.nextToken();
        return (int) in.nval;
    }

    public static void main(String[] args) throws IOException {
        int n = next();
        long together = 1, busiest = Long.MAX_VALUE;
        for (int i = 0; i < n; i++) {
            long minutes = next(), a = together, b = minutes;
            busiest = Math.min(busiest, minutes);
            while (b > 0) {
                long rest = a % b;
                a = b;
                b = rest;
            }
            together = together / a * minutes;
        }
        System.out.println(together + " " + together / busiest);
    }
}
