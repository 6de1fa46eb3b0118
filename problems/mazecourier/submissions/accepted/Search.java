import java.io.*;
import java.util.*;

public class Search {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        StringTokenizer first = new StringTokenizer(in.readLine());
        int r = Integer.parseInt(first.nextToken()), c = Integer.parseInt(first.nextToken());
        String[] rows = new String[r];
        int[] steps = new int[r * c], queue = new int[r * c];
        Arrays.fill(steps, -1);
        int end = 0, table = -1;
        for (int y = 0; y < r; y++) {
            rows[y] = in.readLine();
            int x = rows[y].indexOf('G');
            if (x < 0) continue;
            queue[end++] = y * c + x;
            steps[y * c + x] = 0;
        }
        int[] dy = {-1, 1, 0, 0}, dx = {0, 0, -1, 1};
        for (int i = 0; i < end; i++) {
            int y = queue[i] / c, x = queue[i] % c;
            if (rows[y].charAt(x) == 'T') table = steps[queue[i]];
            for (int d = 0; d < 4; d++) {
                int b = y + dy[d], a = x + dx[d];
                if (b < 0 || b >= r || a < 0 || a >= c) continue;
                if (rows[b].charAt(a) == '#' || steps[b * c + a] >= 0) continue;
                steps[b * c + a] = steps[queue[i]] + 1;
                queue[end++] = b * c + a;
            }
        }
        System.out.println((table < 0 ? "cold" : "" + table) + " " + end);
    }
}
