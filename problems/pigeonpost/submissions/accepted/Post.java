import java.util.Scanner;

/** Numbers the notes from the end, so that the last note of the message is number 0. */
public class Post {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        StringBuilder out = new StringBuilder();
        if (in.next().equals("send")) {
            String message = in.next();
            int count = (message.length() + 1) / 2;
            out.append(count).append('\n');
            for (int i = 0; i < count; i++) {
                int place = count - 1 - i;
                out.append((char) ('a' + place % 26)).append((char) ('a' + place / 26));
                out.append(message, 2 * i, Math.min(2 * i + 2, message.length())).append('\n');
            }
        } else {
            int count = in.nextInt();
            String[] pairs = new String[count];
            for (int i = 0; i < count; i++) {
                String note = in.next();
                int place = (note.charAt(0) - 'a') + 26 * (note.charAt(1) - 'a');
                pairs[count - 1 - place] = note.substring(2);
            }
            for (String pair : pairs) {
                out.append(pair);
            }
            out.append('\n');
        }
        System.out.print(out);
    }
}
