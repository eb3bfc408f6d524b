using System.Text;

namespace Tracker.Platform.Primitives.Unicode;

/// <summary>Canonical decomposition, ordering and composition (Unicode Standard Annex 15).</summary>
internal static class CanonicalForm
{
    public const int HangulTailCount = 28;

    private const int HangulSyllables = 0xAC00;
    private const int HangulLeads = 0x1100;
    private const int HangulLeadCount = 19;
    private const int HangulVowelCount = 21;
    private const int HangulSyllableCount = HangulLeadCount * HangulVowelCount * HangulTailCount;

    private static readonly UnicodeTable Table = UnicodeTable.Instance;

    /// <summary>Normal form C; the same instance when a quick check shows that the text already is.</summary>
    public static string Compose(string text) => IsStable(text) ? text : ToText(Composed(Decomposed(text)));

    /// <summary>Normal form C of the text without its marks of combining class <paramref name="minClass"/> and above.</summary>
    public static string ComposeWithoutMarks(string text, int minClass)
    {
        var points = Decomposed(text);
        points.RemoveAll(point => Table.ClassOf(point) >= minClass);
        return ToText(Composed(points));
    }

    private static bool IsStable(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Table.TraitsOf(rune.Value).HasFlag(Traits.Unstable))
            {
                return false;
            }
        }

        return true;
    }

    private static List<int> Decomposed(string text)
    {
        var points = new List<int>(text.Length + 8);
        foreach (var rune in text.EnumerateRunes())
        {
            var point = rune.Value;
            if (IsHangulSyllable(point))
            {
                var index = point - HangulSyllables;
                points.Add(HangulLeads + (index / (HangulVowelCount * HangulTailCount)));
                points.Add(UnicodeTable.HangulVowels + (index / HangulTailCount % HangulVowelCount));
                if (index % HangulTailCount > 0)
                {
                    points.Add(UnicodeTable.HangulTails + (index % HangulTailCount));
                }
            }
            else if (Table.TraitsOf(point).HasFlag(Traits.Decomposes))
            {
                points.AddRange(Table.Decompositions[point]);
            }
            else
            {
                points.Add(point);
            }
        }

        OrderMarks(points);
        return points;
    }

    /// <summary>Sorts each run of marks by combining class; the order within a class stays.</summary>
    private static void OrderMarks(List<int> points)
    {
        for (var start = 0; start < points.Count; start++)
        {
            var end = start;
            var sorted = true;
            for (byte last = 0; end < points.Count && Table.ClassOf(points[end]) is > 0 and var next; last = next, end++)
            {
                sorted &= next >= last;
            }

            if (!sorted)
            {
                // Enumerable.Order is stable and O(n log n): a text of only marks must not cost O(n²).
                var run = points.GetRange(start, end - start).OrderBy(Table.ClassOf).ToList();
                for (var i = 0; i < run.Count; i++)
                {
                    points[start + i] = run[i];
                }
            }

            start = end;
        }
    }

    private static List<int> Composed(List<int> points)
    {
        var (starter, lastClass, written) = (-1, 0, 0);
        for (var read = 0; read < points.Count; read++)
        {
            var point = points[read];
            var combiningClass = Table.ClassOf(point);
            // A code point in between blocks the pair when it is a starter, or has the same combining class or a higher one.
            var blocked = starter >= 0 && written - starter > 1 && (lastClass == 0 || lastClass >= combiningClass);
            if (starter >= 0 && !blocked && Composite(points[starter], point) is { } composite)
            {
                points[starter] = composite;
                continue;
            }

            if (combiningClass == 0)
            {
                starter = written;
            }

            lastClass = combiningClass;
            points[written++] = point;
        }

        points.RemoveRange(written, points.Count - written);
        return points;
    }

    private static int? Composite(int first, int second)
    {
        if (first is >= HangulLeads and < HangulLeads + HangulLeadCount
            && second is >= UnicodeTable.HangulVowels and < UnicodeTable.HangulVowels + HangulVowelCount)
        {
            var pair = ((first - HangulLeads) * HangulVowelCount) + second - UnicodeTable.HangulVowels;
            return HangulSyllables + (pair * HangulTailCount);
        }

        if (IsHangulSyllable(first) && (first - HangulSyllables) % HangulTailCount == 0
            && second is > UnicodeTable.HangulTails and < UnicodeTable.HangulTails + HangulTailCount)
        {
            return first + second - UnicodeTable.HangulTails;
        }

        return Table.Composites.TryGetValue((first, second), out var composite) ? composite : null;
    }

    private static bool IsHangulSyllable(int point) => point is >= HangulSyllables and < HangulSyllables + HangulSyllableCount;

    private static string ToText(List<int> points)
    {
        var text = new StringBuilder(points.Count);
        foreach (var point in points)
        {
            text.Append(new Rune(point));
        }

        return text.ToString();
    }
}
