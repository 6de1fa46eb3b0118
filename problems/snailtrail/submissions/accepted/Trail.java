import java.io.*;
import java.util.*;

public class Trail {
    static StreamTokenizer in = new StreamTokenizer(new BufferedInputStream(System.in));

    static int next() throws IOException {
        in.nextToken();
        return (int) in.nval;
    }

    public static void main(String[] args) throws IOException {
        int n = next();
        double trail = 0, firstX = next(), firstY = next(), lastX = firstX, lastY = firstY;
        for (int i = 1; i < n; i++) {
            double x = next(), y = next();
            trail += Math.sqrt((x - lastX) * (x - lastX) + (y - lastY) * (y - lastY));
            lastX = x;
            lastY = y;
        }
        double away = Math.sqrt((lastX - firstX) * (lastX - firstX) + (lastY - firstY) * (lastY - firstY));
        System.out.printf(Locale.ROOT, "%.9f %.9f%n", trail, away);
    }
}
