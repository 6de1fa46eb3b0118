import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

public class Thief {
    public static void main(String[] args) throws IOException {
        int minutes = Integer.parseInt(args[1]);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        Map<String, List<String>> leads = new HashMap<>();
        for (int doors = Integer.parseInt(in.readLine().trim()); doors > 0; doors--) {
            String[] door = in.readLine().split(" ");
            leads.computeIfAbsent(door[0], room -> new ArrayList<>()).add(door[1]);
        }
        StringBuilder out = new StringBuilder();
        Set<String> seen = new HashSet<>();
        seen.add(args[0]);
        TreeSet<String> now = new TreeSet<>(seen);
        for (int minute = 0; minute <= minutes && !now.isEmpty(); minute++) {
            TreeSet<String> next = new TreeSet<>();
            for (String room : now) {
                out.append(minute).append(' ').append(room).append('\n');
                for (String other : leads.getOrDefault(room, List.of())) {
                    if (seen.add(other)) {
                        next.add(other);
                    }
                }
            }
            now = next;
        }
        System.out.print(out);
    }
}
