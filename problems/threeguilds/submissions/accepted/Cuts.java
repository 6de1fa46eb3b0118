import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Arrays;

public class Cuts {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        int people = Integer.parseInt(in.readLine().trim());
        String line = in.readLine();
        long[] cuts = new long[people + 1];
        for (int i = 0; i < people; i++) {
            switch (line.charAt(i)) {
                case 'B':
                    cuts[i + 1] = cuts[i] + 1;
                    break;
                case 'M':
                    cuts[i + 1] = cuts[i] + 1_000_000;
                    break;
                default:
                    cuts[i + 1] = cuts[i] - 1_000_001;
            }
        }
        Arrays.sort(cuts);
        long parts = 0;
        long equal = 0;
        for (int i = 1; i <= people; i++) {
            equal = cuts[i] == cuts[i - 1] ? equal + 1 : 0;
            parts += equal;
        }
        System.out.println(parts);
    }
}
