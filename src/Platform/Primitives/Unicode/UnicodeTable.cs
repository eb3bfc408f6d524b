using System.Collections.Frozen;
using System.Globalization;

namespace Tracker.Platform.Primitives.Unicode;

/// <summary>The properties of a code point that text comparison uses.</summary>
[Flags]
internal enum Traits : byte
{
    None = 0,

    /// <summary>Its simple case folding is another code point.</summary>
    Folds = 1,

    /// <summary>Normal form C can change it or its neighbours. Text without such code points is in normal form C.</summary>
    Unstable = 2,

    Decomposes = 4,

    /// <summary>Its canonical combining class is not 0.</summary>
    Mark = 8,
}

/// <summary>
/// The tables of unicode-data.txt. The framework's normalization is not available: with invariant globalization it returns its input.
/// Hangul syllables are not in the tables; <see cref="CanonicalForm"/> computes them.
/// </summary>
internal sealed class UnicodeTable
{
    public const int HangulVowels = 0x1161;
    public const int HangulTails = 0x11A7;

    private const int PageSize = 256;
    private static readonly Lazy<UnicodeTable> Loaded = new(Load);

    private readonly Traits[]?[] pages = new Traits[0x110000 / PageSize][];
    private readonly Dictionary<int, int> folds = [];
    private readonly Dictionary<int, byte> classes = [];
    private readonly Dictionary<int, int[]> decompositions = [];
    private readonly Dictionary<(int First, int Second), int> composites = [];

    private UnicodeTable()
    {
    }

    public static UnicodeTable Instance => Loaded.Value;

    /// <summary>The simple case foldings that change something.</summary>
    public IReadOnlyDictionary<int, int> Folds => folds;

    /// <summary>The code points with a canonical decomposition, fully decomposed.</summary>
    public IReadOnlyDictionary<int, int[]> Decompositions => decompositions;

    public IReadOnlyDictionary<(int First, int Second), int> Composites => composites;

    public Traits TraitsOf(int codePoint) => pages[codePoint / PageSize] is { } page ? page[codePoint % PageSize] : Traits.None;

    public int Fold(int codePoint) => folds.GetValueOrDefault(codePoint, codePoint);

    public byte ClassOf(int codePoint) => classes.GetValueOrDefault(codePoint);

    private static UnicodeTable Load()
    {
        var table = new UnicodeTable();
        var assembly = typeof(UnicodeTable).Assembly;
        using var resource = assembly.GetManifestResourceStream("Tracker.Platform.Primitives.Unicode.unicode-data.txt")!;
        using var reader = new StreamReader(resource);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                table.Add(line[0], [.. line[2..].Split(' ').Select(Hexadecimal)]);
            }
        }

        table.MarkUnstable();
        return table;
    }

    private static int Hexadecimal(string number) => int.Parse(number, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private void Add(char kind, int[] numbers)
    {
        switch (kind)
        {
            case 'F':
                folds.Add(numbers[0], numbers[1]);
                Mark(numbers[0], Traits.Folds);
                break;
            case 'M':
                classes.Add(numbers[0], (byte)numbers[1]);
                Mark(numbers[0], Traits.Mark | Traits.Unstable);
                break;
            case 'D':
                decompositions.Add(numbers[0], numbers[1..]);
                Mark(numbers[0], Traits.Decomposes);
                break;
            case 'C':
                composites.Add((numbers[1], numbers[2]), numbers[0]);
                break;
            default:
                throw new FormatException($"unicode-data.txt has a line of the unknown kind {kind}");
        }
    }

    private void MarkUnstable()
    {
        var composed = composites.Values.ToFrozenSet();
        foreach (var codePoint in decompositions.Keys.Where(codePoint => !composed.Contains(codePoint)))
        {
            Mark(codePoint, Traits.Unstable);
        }

        foreach (var (_, second) in composites.Keys)
        {
            Mark(second, Traits.Unstable);
        }

        for (var jamo = HangulVowels; jamo < HangulTails + CanonicalForm.HangulTailCount; jamo++)
        {
            Mark(jamo, Traits.Unstable);
        }
    }

    private void Mark(int codePoint, Traits traits) =>
        (pages[codePoint / PageSize] ??= new Traits[PageSize])[codePoint % PageSize] |= traits;
}
