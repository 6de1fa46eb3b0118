import java.io.*;
import java.util.*;

public class Stack7 {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        int n = Integer.parseInt(in.readLine());
        ArrayDeque<Integer> opened = new ArrayDeque<>();
        int most = 0;
        for (int number = 1; number <= n; number++) {
            String[] call = in.readLine().split(" ");
            int years = Integer.parseInt(call[1]);
            boolean open = call[0].equals("open");
            boolean good = open ? opened.isEmpty() || opened.peek() > years
                                : !opened.isEmpty() && opened.peek() == years;
            if (!good) {
                System.out.println("no " + number);
                return;
            }
            if (open) opened.push(years); else opened.pop();
            most = Math.max(most, opened.size());
        }
        System.out.println("fine " + most);
    }
}
