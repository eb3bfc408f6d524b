#!/usr/bin/perl
# Prints the Unicode data that text comparison needs, from the Unicode version that this Perl has.
#
#   perl unicode-data.pl data >unicode-data.txt    the table that the program reads
#   perl unicode-data.pl sql                       the same as SQL functions, for a migration
#
# A new table needs a migration that replaces the SQL functions and computes the stored columns again.
use strict;
use warnings;
use Unicode::Normalize qw(getCombinClass getCanon getComposite NFC);
use Unicode::UCD qw(casefold);

# Hangul syllables are computed; planes 3 to 13 and 15 to 16 have no letters with a mapping.
my @assigned = grep { ($_ < 0xD800 || $_ > 0xDFFF) && ($_ < 0xAC00 || $_ > 0xD7A3) } (0 .. 0x2FFFF);

# Simple case folding: the C and S lines of CaseFolding.txt.
my %fold;
for my $code (@assigned) {
    my $found = casefold($code) or next;
    my $to = $found->{simple} eq '' ? $code : hex $found->{simple};
    $fold{$code} = $to if $to != $code;
}

my $command = shift // '';
if ($command eq 'data') { print_data() }
elsif ($command eq 'sql') { print_sql() }
else { die "usage: unicode-data.pl data|sql\n" }

sub print_data {
    print "# Unicode ", Unicode::UCD::UnicodeVersion(), ", printed by unicode-data.pl. All numbers are hexadecimal.\n";
    print "# F: code point, its simple case folding\n";
    printf "F %X %X\n", $_, $fold{$_} for sort { $a <=> $b } keys %fold;
    print "# M: code point, its canonical combining class where that is not 0\n";
    for my $code (@assigned) {
        my $class = getCombinClass($code);
        printf "M %X %X\n", $code, $class if $class;
    }
    print "# D: code point, its full canonical decomposition\n";
    print "# C: composite, the two code points that compose to it\n";
    for my $code (@assigned) {
        my $whole = getCanon($code);
        next if !defined $whole || $whole eq chr $code;
        my @parts = map { ord } split //, $whole;
        printf "D %X %s\n", $code, join ' ', map { sprintf '%X', $_ } @parts;
        next if @parts < 2 || NFC(chr $code) ne chr $code;
        my $last = pop @parts;
        my @first = map { ord } split //, NFC(join '', map { chr } @parts);
        next if @first != 1;
        my $composite = getComposite($first[0], $last);
        printf "C %X %X %X\n", $code, $first[0], $last if defined $composite && $composite == $code;
    }
}

# translate() compares each character with its whole list, so the lists are split: a text pays only for the scripts that it has.
sub print_sql {
    print "-- Unicode ", Unicode::UCD::UnicodeVersion(), ", printed by unicode-data.pl: the program's own text comparison for rows that it does not write itself,\n";
    print "-- which are those of before, of an older version that still runs, and of an operator.\n\n";
    print "-- As TextFold.Of.\n";
    print "create function fold_text(given text) returns text language plpgsql immutable strict parallel safe as \$\$\n";
    print "declare\n    folded text := lower(normalize(given, nfc) collate \"C\");\nbegin\n";
    print "    if octet_length(folded) = length(folded) then\n        return folded;\n    end if;\n";
    for my $group ([0x80, 0x24F], [0x250, 0x3FF], [0x400, 0x52F], [0x530, 0x10FFFF]) {
        my ($first, $last) = @$group;
        my @codes = grep { $_ >= $first && $_ <= $last } sort { $a <=> $b } keys %fold;
        printf "    if folded collate \"C\" ~ '[%s-%s]' then\n", regex_escape($first), regex_escape($last);
        print "        folded := translate(\n            folded,\n", literal(@codes), ",\n", literal(map { $fold{$_} } @codes), ");\n    end if;\n";
    }
    print "    return normalize(folded, nfc);\nend\n\$\$;\n\n";

    my @accents = grep { getCombinClass($_) >= 200 } @assigned;
    my @ranges;
    for my $code (@accents) {
        if (@ranges && $ranges[-1][1] == $code - 1) { $ranges[-1][1] = $code }
        else { push @ranges, [$code, $code] }
    }
    print "-- As TextOrder.KeyOf.\n";
    print "create function order_text(given text) returns text language plpgsql immutable strict parallel safe as \$\$\n";
    print "declare\n    folded text := fold_text(given);\n    plain text;\nbegin\n";
    print "    if octet_length(folded) > length(folded) then\n";
    print "        plain := fold_text(regexp_replace(normalize(folded, nfd) collate \"C\", '['\n";
    print wrapped(map { $_->[0] == $_->[1] ? regex_escape($_->[0]) : regex_escape($_->[0]) . '-' . regex_escape($_->[1]) } @ranges);
    print "\n            ']', '', 'g'));\n";
    print "        if plain <> folded then\n            folded := plain || E'\\x01' || folded;\n        end if;\n    end if;\n";
    print "    return left(folded, 600);\nend\n\$\$;\n";
}

sub regex_escape { return sprintf $_[0] > 0xFFFF ? '\\U%08X' : '\\u%04X', $_[0] }

sub literal {
    my $text = wrapped(map { sprintf $_ > 0xFFFF ? '\\+%06X' : '\\%04X', $_ } @_);
    return $text =~ s/^ +\K'/U&'/r;
}

# Literals with only a line break between them are one literal.
sub wrapped {
    my @lines = ('');
    for my $part (@_) {
        push @lines, '' if length($lines[-1]) + length($part) > 110;
        $lines[-1] .= $part;
    }
    return join "\n", map { "            '$_'" } @lines;
}
