using System.Text;
using Shouldly;
using Tracker.Platform.Primitives;
using Tracker.Platform.Primitives.Unicode;

namespace Tracker.Tests.Platform.Primitives;

public sealed class TextFoldTests
{
    private const int Texts = 20_000;

    [Theory]
    [InlineData("Write the REPORT", "write the report")]
    [InlineData("ΟΔΟΣ", "οδοσ")]
    [InlineData("οδος", "οδοσ")]
    [InlineData("JOSÉ", "josé")]
    [InlineData("JOSE\u0301", "josé")]
    [InlineData("STRAẞE", "straße")]
    [InlineData("Straße", "straße")]
    [InlineData("\u212Aelvin", "kelvin")]
    [InlineData("ΑΙ\u0345", "αιι")]
    [InlineData("ſ\u030C", "š")]
    [InlineData("\u1112\u1161\u11AB", "한")]
    [InlineData("\U00010400", "\U00010428")]
    public void Folding_ignores_case_and_composition(string text, string folded) => TextFold.Of(text).ShouldBe(folded);

    [Theory]
    [InlineData("I", "ı")]
    [InlineData("İ", "i")]
    [InlineData("jose", "josé")]
    [InlineData("strasse", "straße")]
    [InlineData("ﬁ", "fi")]
    public void Letters_that_differ_in_more_than_case_stay_different(string one, string other) =>
        TextFold.Of(one).ShouldNotBe(TextFold.Of(other));

    [Theory]
    [InlineData("already folded, with 1% of _ and \\")]
    [InlineData("größe, кирилл, 日本語, 한국")]
    public void A_folded_text_is_returned_unchanged(string text) => TextFold.Of(text).ShouldBeSameAs(text);

    [Fact]
    public void Folding_twice_is_folding_once()
    {
        foreach (var text in RandomTexts(1))
        {
            var folded = TextFold.Of(text);
            TextFold.Of(folded).ShouldBe(folded, Describe(text));
        }
    }

    [Fact]
    public void A_part_of_a_text_is_found_in_it()
    {
        var random = new Random(2);
        foreach (var text in RandomTexts(3))
        {
            var cuts = CutsOf(text);
            var from = random.Next(cuts.Count);
            var to = random.Next(from, cuts.Count);

            var part = text[cuts[from]..cuts[to]];

            TextFold.Of(text).Contains(TextFold.Of(part), StringComparison.Ordinal).ShouldBeTrue($"{Describe(part)} in {Describe(text)}");
        }
    }

    [Fact]
    public void A_letter_folds_independently_of_its_neighbours()
    {
        var letters = TextSamples.Runes.Where(rune => IsBoundary(rune)).Select(rune => rune.ToString()).ToList();
        var random = new Random(4);
        for (var i = 0; i < Texts; i++)
        {
            var (one, two, three) =
                (letters[random.Next(letters.Count)], letters[random.Next(letters.Count)], letters[random.Next(letters.Count)]);
            TextFold.Of(one + two + three).ShouldBe(TextFold.Of(one) + TextFold.Of(two) + TextFold.Of(three));
        }
    }

    [Fact]
    public void Only_letters_with_the_same_capital_fold_together()
    {
        var others = UnicodeTable.Instance.Folds
            .Where(pair => Rune.ToUpperInvariant(new Rune(pair.Value)) != Rune.ToUpperInvariant(new Rune(pair.Key)))
            .Select(pair => $"{pair.Key:X4}");

        // Their capital letters are ASCII or not one to one: long s, theta symbol, capital sharp s, the signs of ohm, kelvin and angstrom.
        others.ShouldBe(["017F", "03F4", "1E9E", "2126", "212A", "212B"]);
    }

    [Fact]
    public void Every_capital_letter_folds_to_its_small_letter()
    {
        // Letters added by a later Unicode version than the table's.
        static bool IsNewer(int codePoint) => codePoint is 0x1C89 or 0xA7CB or 0xA7CC or 0xA7DA or 0xA7DC or (>= 0x10D50 and <= 0x10D65);
        for (var codePoint = 0; codePoint < 0x20000; codePoint++)
        {
            if (Rune.TryCreate(codePoint, out var rune) && Rune.ToLowerInvariant(rune) != rune && !IsNewer(codePoint))
            {
                TextFold.Of(rune.ToString()).ShouldBe(TextFold.Of(Rune.ToLowerInvariant(rune).ToString()), $"U+{codePoint:X4}");
            }
        }
    }

    [Fact]
    public void A_text_of_unordered_marks_folds_quickly()
    {
        var marks = string.Concat(Enumerable.Repeat("\u0301\u0327", 20_000));
        var watch = System.Diagnostics.Stopwatch.StartNew();

        TextFold.Of("e" + marks).Length.ShouldBe(40_000);

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    private static IEnumerable<string> RandomTexts(int seed)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, Texts).Select(_ => TextSamples.Next(random));
    }

    /// <summary>
    /// Positions where a text can be split without separating a letter from its marks, or the parts of a Hangul syllable.
    /// </summary>
    private static List<int> CutsOf(string text)
    {
        var cuts = new List<int>();
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (at == 0 || IsBoundary(rune))
            {
                cuts.Add(at);
            }

            at += rune.Utf16SequenceLength;
        }

        return [.. cuts, at];
    }

    private static bool IsBoundary(Rune rune)
    {
        var first = UnicodeTable.Instance.Decompositions.TryGetValue(rune.Value, out var parts) ? parts[0] : rune.Value;
        return UnicodeTable.Instance.ClassOf(first) == 0
            && !UnicodeTable.Instance.Composites.Keys.Any(pair => pair.Second == first)
            && first is not (>= 0x1161 and <= 0x11C2);
    }

    private static string Describe(string text) => string.Join(' ', text.EnumerateRunes().Select(rune => $"{rune.Value:X4}"));
}
