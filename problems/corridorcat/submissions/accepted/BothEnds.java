import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

public class BothEnds {
    static BufferedReader in = new BufferedReader(new InputStreamReader(System.in));

    static String knock(int door) throws IOException {
        System.out.println(door);
        System.out.flush();
        return in.readLine();
    }

    public static void main(String[] args) throws IOException {
        int low = 1;
        int high = Integer.parseInt(in.readLine().trim());
        while (true) {
            if (knock(low).equals("found")) {
                return;
            }
            String reply = knock(high);
            int sum = low + high;
            switch (reply) {
                case "found":
                    return;
                case "same":
                    low = sum / 2;
                    high = low;
                    break;
                case "closer":
                    low = sum / 2 + 1;
                    high--;
                    break;
                default:
                    low++;
                    high = (sum - 1) / 2;
            }
        }
    }
}
