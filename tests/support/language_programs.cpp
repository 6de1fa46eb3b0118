// The table, and the languages that share another's programs.
#include "tests/support/language_programs.hpp"

namespace arena::testing {
namespace {

const std::map<std::string, LanguagePrograms> written{

    {"c",
     {"#include <stdio.h>\nint main(){long long t=0,x;while(scanf(\"%lld\",&x)==1)t+=x;"
      "printf(\"%lld\\n\",t);}",
      "int main({return 0;}", "int main(){volatile int x=0;for(;;)x++;}",
      "#include <stdlib.h>\n#include <string.h>\nint main(){for(;;){char*p=malloc(1<<20);"
      "if(p)memset(p,1,1<<20);}}",
      "#include <stdlib.h>\nint main(){abort();}"}},
    {"cpp20",
     {"#include <bits/stdc++.h>\nusing namespace std;int main(){long long t=0,x;"
      "while(cin>>x)t+=x;cout<<t<<endl;}",
      "#include <bits/stdc++.h>\nint main(){ return nothing; }",
      "int main(){volatile int x=0;for(;;)x=x+1;}",
      "#include <bits/stdc++.h>\nint main(){std::vector<std::string>v;"
      "for(;;)v.emplace_back(1<<20,'x');}",
      "#include <vector>\nint main(){std::vector<int>v;return v.at(3);}"}},
    {"python3",
     {"import sys\nprint(sum(map(int,sys.stdin.read().split())))\n", "def f(:\n  pass\n",
      "while True: pass\n", "a=[]\nwhile True: a.append('x'*1000000+str(len(a)))\n",
      "raise ValueError('no')\n"}},
    {"java",
     {"import java.util.*;\npublic class Sum {\n public static void main(String[] a){\n"
      "  Scanner s=new Scanner(System.in); long t=0; while(s.hasNextLong())t+=s.nextLong();\n"
      "  System.out.println(t);\n }\n}\n",
      "public class Main { public static void main(String[] a){ int x = \"s\"; } }",
      "class Loop { public static void main(String[] a){ int x=0; while(true) x++; } }",
      "import java.util.*;\nclass Hog { public static void main(String[] a){\n"
      " List<long[]> l=new ArrayList<>(); while(true) l.add(new long[100000]); } }",
      "class Crash { public static void main(String[] a){ int[] x=new int[1]; x[2]=1; } }"}},
    {"javascript",
     {"const t=require('fs').readFileSync(0,'utf8').split(/\\s+/).filter(x=>x)"
      ".reduce((a,b)=>a+Number(b),0);\nconsole.log(String(t));\n",
      "const x = ;\n", "while(true){}\n",
      "const a=[]; while(true) a.push(new Array(100000).fill(a.length));\n",
      "throw new Error('no');\n"}},
    {"go",
     {"package main\nimport (\"bufio\";\"fmt\";\"os\")\nfunc main(){\n"
      "r:=bufio.NewReader(os.Stdin); var t,x int64\n"
      "for { if _,e:=fmt.Fscan(r,&x); e!=nil {break}; t+=x }\nfmt.Println(t) }\n",
      "package main\nfunc main(){ x := 1 }\n", "package main\nfunc main(){ for {} }\n",
      "package main\nfunc main(){ var a [][]byte\n for { b:=make([]byte,1<<20)\n"
      "for i:=range b {b[i]=1}\n a=append(a,b) } }\n",
      "package main\nfunc main(){ panic(\"no\") }\n"}},
    {"rust",
     {"use std::io::Read;\nfn main(){ let mut s=String::new();"
      "std::io::stdin().read_to_string(&mut s).unwrap();\n"
      "let t:i64=s.split_whitespace().map(|x|x.parse::<i64>().unwrap()).sum();"
      "println!(\"{}\",t); }\n",
      "fn main(){ let x: i32 = \"s\"; }\n", "fn main(){ loop { std::hint::spin_loop(); } }\n",
      "fn main(){ let mut v=Vec::new(); loop { v.push(vec![1u8;1<<20]); } }\n",
      "fn main(){ panic!(\"no\"); }\n"}},
    {"kotlin",
     {"fun main(){ var t=0L; for(l in generateSequence(::readLine)) for(w in l.split(' ')) "
      "if(w!=\"\") t+=w.toLong(); println(t) }\n",
      "fun main(){ val x: Int = \"s\" }\n", "fun main(){ var x=0; while(true) x++ }\n",
      "fun main(){ val l=ArrayList<LongArray>(); while(true) l.add(LongArray(100000)) }\n",
      "fun main(){ throw Exception(\"no\") }\n"}},
    {"ruby",
     {"puts STDIN.read.split.map(&:to_i).sum\n", "def f(\n", "loop {}\n",
      "a=[]; loop { a << 'x'*1000000 }\n", "raise 'no'\n"}},
    {"php",
     {"<?php $t=0; foreach(preg_split('/\\s+/',stream_get_contents(STDIN)) as $x) "
      "if(ctype_digit($x)) $t+=(int)$x; echo $t,\"\\n\";\n",
      "<?php $x = ;\n", "<?php while(true);\n",
      "<?php $a=[]; while(true) $a[]=str_repeat('x',1000000);\n",
      "<?php throw new Exception('no');\n"}},
    {"csharp",
     {"using System; class P { static void Main(){ long t=0; string l;"
      "while((l=Console.ReadLine())!=null) foreach(var w in l.Split(' ')) if(w!=\"\") "
      "t+=long.Parse(w); Console.WriteLine(t);} }\n",
      "class P { static void Main(){ int x = \"s\"; } }\n",
      "class P { static void Main(){ int x=0; while(true) x++; } }\n",
      "using System.Collections.Generic; class P { static void Main(){ "
      "var l=new List<byte[]>(); while(true){ var b=new byte[1<<20]; "
      "for(int i=0;i<b.Length;i++)b[i]=1; l.Add(b);} } }\n",
      "class P { static void Main(){ throw new System.Exception(\"no\"); } }\n"}},
    {"haskell",
     {"main = interact $ \\s -> show (sum (map read (words s) :: [Int])) ++ \"\\n\"\n",
      "main = x y\n", "main = let f x = f (x+1) in print (f 1 :: Int)\n",
      "main = let l=[1..] in print (length l + sum (take 10 l))\n", "main = error \"no\"\n"}},
    {"pascal",
     {"var t,x:int64; begin t:=0; while not seekeof do begin read(x); t:=t+x; end; "
      "writeln(t); end.\n",
      "begin x := 1; end.\n", "var x:longint; begin while true do x:=x+1; end.\n",
      "var p:pbyte; begin while true do begin getmem(p,1048576); "
      "fillchar(p^,1048576,1); end; end.\n",
      "begin halt(3); end.\n"}},
    {"perl",
     {"my $t=0; while(<STDIN>){ $t+=$_ for split; } print \"$t\\n\";\n", "my $x = ;\n",
      "while(1){}\n", "my @a; while(1){ push @a, 'x' x 1000000; }\n", "die 'no';\n"}},
    {"lua",
     {"local t=0; for x in io.read('a'):gmatch('%S+') do t=t+math.tointeger(x) end "
      "print(t)\n",
      "local x = = 1\n", "while true do end\n",
      "local a={} while true do a[#a+1]=string.rep('x',1000000)..#a end\n", "error('no')\n"}},
};

}  // namespace

const std::map<std::string, LanguagePrograms>& language_programs() {
    static const std::map<std::string, LanguagePrograms> all = [] {
        std::map<std::string, LanguagePrograms> p = written;
        p["cpp17"] = p["cpp20"];
        p["cpp23"] = p["cpp20"];
        p["pypy3"] = p["python3"];
        p["typescript"] = p["javascript"];
        p["typescript"].adds =
            "import * as fs from 'fs';\nconst parts: string[] = "
            "fs.readFileSync(0,'utf8').split(/\\s+/).filter((x: string) => x);\n"
            "console.log(String(parts.reduce((a: number, b: string) => a + Number(b), 0)));\n";
        p["typescript"].broken = "const x: number = 'text';\nconsole.log(x);\n";
        p["typescript"].hog =
            "const a: any[]=[]; while(true) a.push(new Array(100000).fill(a.length));\n";
        p["typescript-node"] = p["typescript"];

        return p;
    }();
    return all;
}

}  // namespace arena::testing
