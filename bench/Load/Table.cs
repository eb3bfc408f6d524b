namespace Tracker.Bench.Load;

/// <summary>The results: one line per figure, followed by notes.</summary>
/// <param name="output">Gets each line when it is known, and all lines at the end.</param>
/// <param name="judges">Whether a missed target counts.</param>
/// <param name="measured">The heading of the figures.</param>
/// <param name="beside">The heading of the figures they are compared with.</param>
internal sealed class Table(TextWriter output, bool judges, string measured, string beside)
{
    private static readonly int[] Widths = [50, 16, 16, 7, 9, 6];
    private readonly List<string> lines = [];
    private readonly List<string> notes = [];

    public bool Missed { get; private set; }

    /// <summary>Adds a figure that must be at least a share of the floor's.</summary>
    public void AtLeast(string row, string api, string floor, double ratio, double target) =>
        Judge(row, api, floor, $"{ratio:0.00}", $">= {target:0.00}", ratio >= target);

    /// <summary>Adds a figure that must not exceed a multiple of another one.</summary>
    public void AtMost(string row, string api, string beside, double ratio, double target) =>
        Judge(row, api, beside, $"{ratio:0.00}", $"<= {target:0.00}", ratio <= target);

    /// <summary>Adds a figure with an absolute target.</summary>
    public void Limit(string row, string api, string target, bool holds) => Judge(row, api, "", "", target, holds);

    /// <summary>Adds a figure without a target.</summary>
    public void Figure(string row, string api, string beside = "") => Add(row, api, beside, "", "", "");

    public void Note(string text) => notes.Add(text);

    public void Print()
    {
        output.WriteLine();
        output.WriteLine(Line("row", measured, beside, "ratio", "target", ""));
        output.WriteLine(new string('-', Widths.Sum() + (2 * (Widths.Length - 1))));
        lines.ForEach(output.WriteLine);
        if (notes.Count > 0)
        {
            output.WriteLine();
            notes.ForEach(output.WriteLine);
        }
    }

    private void Judge(string row, string api, string beside, string ratio, string target, bool holds)
    {
        Missed |= judges && !holds;
        Add(row, api, beside, ratio, target, !judges ? "" : holds ? "pass" : "FAIL");
    }

    private void Add(params string[] cells)
    {
        lines.Add(Line(cells));
        output.WriteLine(Line(cells));
    }

    private static string Line(params string[] cells) =>
        string.Join("  ", cells.Select((cell, column) => column is 0 or 5 ? cell.PadRight(Widths[column]) : cell.PadLeft(Widths[column])))
            .TrimEnd();
}
