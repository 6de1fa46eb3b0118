import java.io.*;
import java.util.*;

public class Diary {
    public static void main(String[] args) throws IOException {
        String diary = new BufferedReader(new InputStreamReader(System.in)).readLine();
        long x = 0, y = 0;
        int bare = 0;
        HashSet<Long> seen = new HashSet<>();
        seen.add(0L);
        for (char step : diary.toCharArray()) {
            if (step == 'E') x++;
            if (step == 'W') x--;
            if (step == 'N') y++;
            if (step == 'S') y--;
            if (!seen.add(x * 1_000_003L + y)) bare++;
        }
        System.out.println(seen.size() + " " + bare);
    }
}
