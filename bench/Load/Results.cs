namespace Tracker.Bench.Load;

/// <summary>The results as Markdown: a table of requests, a table of other figures, and notes.</summary>
/// <param name="output">Gets each line when it is known, and everything at the end.</param>
/// <param name="judges">Whether a missed target counts.</param>
internal sealed class Results(TextWriter output, bool judges)
{
    private readonly MarkdownTable requests = new(
        "request", "rows", "service", "floor", "of the floor", "of point reads", "p50 / p99", "processor: service + PostgreSQL", "the floor's",
        "of its rate at 100,000", "p99 at 100/s", "");

    private readonly MarkdownTable figures = new("figure", "measured", "beside", "target", "");
    private readonly List<string> notes = [];

    public bool Missed { get; private set; }

    /// <summary>Adds a request with its targets.</summary>
    public void Request(RequestFigures found)
    {
        Missed |= judges && found.Misses.Any();
        requests.Add([.. found.Cells, Verdict(found.HasLimits, [.. found.Misses])]);
        output.WriteLine(requests.Last);
    }

    /// <summary>Adds a figure that must not exceed a multiple of another one.</summary>
    public void AtMost(string name, string measured, string beside, double ratio, double max) =>
        Judge(name, measured, beside, $"<= {max:0.##} times, is {ratio:0.00}", ratio <= max);

    /// <summary>Adds a figure with an absolute target.</summary>
    public void Limit(string name, string measured, string target, bool holds) => Judge(name, measured, "", target, holds);

    /// <summary>Adds a figure without a target.</summary>
    public void Figure(string name, string measured, string beside = "") => Add(name, measured, beside, "", "");

    public void Note(string text)
    {
        if (!notes.Contains(text))
        {
            notes.Add(text);
        }
    }

    public void Print()
    {
        foreach (var table in new[] { requests, figures }.Where(table => !table.IsEmpty))
        {
            output.WriteLine();
            table.Lines().ToList().ForEach(output.WriteLine);
        }

        output.WriteLine();
        notes.ForEach(note => output.WriteLine($"- {note}"));
    }

    private void Judge(string name, string measured, string beside, string target, bool holds)
    {
        Missed |= judges && !holds;
        Add(name, measured, beside, target, Verdict(hasLimits: true, holds ? [] : [measured]));
    }

    private void Add(params string[] cells)
    {
        figures.Add(cells);
        output.WriteLine(figures.Last);
    }

    private string Verdict(bool hasLimits, IReadOnlyList<string> misses) => (judges && hasLimits, misses.Count) switch
    {
        (false, _) => "",
        (true, 0) => "ok",
        _ => $"missed: {string.Join(", ", misses)}",
    };
}
