r"""The sentence form of conditions: its parser and its printer, together.

`parse_sentence(sentence(condition))` is the condition, for every condition. Keywords ignore case, names do not; `not`
binds tightest, then `and`, then `or`; line ends are blanks.

    condition = term { "or" term } ;              term = factor { "and" factor } ;
    factor    = "not" factor | "(" condition ")" | event | page | segment | attribute ;
    event     = ("performed" | "did") NAME { times | window | where } ;         (each once, any order)
    page      = ("viewed page" | "viewed screen") NAME { times | window } ;
    times     = ("at least" | "at most" | "exactly") INTEGER ("time" | "times") ;
    window    = "within" DURATION | "after" INSTANT ["before" INSTANT] | "before" INSTANT ;
    where     = "where" row { "," row } ;         row = PATH test ;
    attribute = PATH test ;                       segment = "in segment" NAME ;
    test      = unary | binary VALUE | "is a timestamp between" VALUE "and" VALUE ;
    PATH      = STEP { "." STEP | "[" [INTEGER] "]" } ;                         STEP = WORD | NAME
    VALUE     = NUMBER | TEXT | "true" | "false" | INSTANT | DURATION ("ago" | "from now") ;

NAME and TEXT stand in double quotes on one line, with `\"`, `\\` and `\n` for a quote, a backslash and a line end;
INSTANT is ISO 8601 without quotes. A path that is a keyword, or a step of other characters than a word's, is quoted.
"""

from simulator.workspace.segments.sentences.parser import parse_instant, parse_path, parse_sentence
from simulator.workspace.segments.sentences.printer import sentence

__all__ = ["parse_instant", "parse_path", "parse_sentence", "sentence"]
