using System.Text;
using Tracker.Platform.Primitives.Unicode;

namespace Tracker.Tests.Platform.Primitives;

/// <summary>Random texts of the code points that folding and normalization change, with plain letters between them.</summary>
internal static class TextSamples
{
    private const string Plain = "aAiIkKsSßİıſςσΣéÉ ΟδΔабвАБВ日本語한가ᄒ\u1161\u11AB😀";

    private static readonly Rune[] Special =
    [
        .. UnicodeTable.Instance.Folds.SelectMany(pair => new[] { pair.Key, pair.Value })
            .Concat(UnicodeTable.Instance.Decompositions.Keys)
            .Concat(UnicodeTable.Instance.Composites.Keys.SelectMany(pair => new[] { pair.First, pair.Second }))
            .Distinct()
            .Select(codePoint => new Rune(codePoint)),
    ];

    private static readonly Rune[] Marks = [.. Special.Where(rune => UnicodeTable.Instance.ClassOf(rune.Value) > 0)];

    /// <summary>Every code point that has an entry in the table.</summary>
    public static IReadOnlyList<Rune> Runes => Special;

    public static string Next(Random random)
    {
        var plain = Plain.EnumerateRunes().ToArray();
        var text = new StringBuilder();
        for (var i = random.Next(1, 12); i > 0; i--)
        {
            var from = random.Next(3) switch { 0 => plain, 1 => Special, _ => Marks };
            text.Append(from[random.Next(from.Length)]);
        }

        return text.ToString();
    }
}
