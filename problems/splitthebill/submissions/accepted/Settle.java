import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayDeque;
import java.util.StringTokenizer;

public class Settle {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        int count = Integer.parseInt(in.readLine().trim());
        StringTokenizer line = new StringTokenizer(in.readLine());
        ArrayDeque<int[]> payers = new ArrayDeque<>();
        ArrayDeque<int[]> paid = new ArrayDeque<>();
        for (int i = 1; i <= count; i++) {
            int balance = Integer.parseInt(line.nextToken());
            if (balance < 0) {
                payers.add(new int[] {i, -balance});
            } else if (balance > 0) {
                paid.add(new int[] {i, balance});
            }
        }
        StringBuilder out = new StringBuilder();
        int payments = 0;
        while (!payers.isEmpty()) {
            int[] from = payers.peek();
            int[] to = paid.peek();
            int cents = Math.min(from[1], to[1]);
            out.append(from[0]).append(' ').append(to[0]).append(' ').append(cents).append('\n');
            payments++;
            from[1] -= cents;
            to[1] -= cents;
            if (from[1] == 0) {
                payers.poll();
            }
            if (to[1] == 0) {
                paid.poll();
            }
        }
        System.out.println(payments);
        System.out.print(out);
    }
}
