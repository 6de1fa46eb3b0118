import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.StringTokenizer;

public class Lock {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        int chamber = Integer.parseInt(in.readLine().split(" ")[0]);
        StringTokenizer queue = new StringTokenizer(in.readLine());
        int fillings = 0;
        int used = chamber;
        while (queue.hasMoreTokens()) {
            int barge = Integer.parseInt(queue.nextToken());
            if (used + 1 + barge <= chamber) {
                used += 1 + barge;
            } else {
                fillings++;
                used = barge;
            }
        }
        System.out.println(fillings);
    }
}
