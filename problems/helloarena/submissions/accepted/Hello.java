import java.util.Scanner;

public class Hello {
    public static void main(String[] args) {
        Scanner in = new Scanner(System.in);
        String name = in.next();
        long won = in.nextLong();
        long lost = in.nextLong();
        System.out.println("Hello, " + name + "!");
        System.out.println("Games played: " + (won + lost));
    }
}
