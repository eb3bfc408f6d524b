using System.Globalization;

namespace Tracker.Bench.Load;

/// <summary>Processor time (user and system) from <c>/proc</c>, which counts in steps of 10 ms.</summary>
internal static class Processor
{
    private const double TicksPerSecond = 100;
    private const int User = 11;
    private const int System = 12;
    private const int UserOfEndedChildren = 13;
    private const int SystemOfEndedChildren = 14;

    public static TimeSpan OfProcess(int process) => Time(Fields($"/proc/{process}/stat"), User, System);

    /// <summary>A process and all its children, with those that ended: PostgreSQL by its postmaster.</summary>
    public static TimeSpan OfServer(int process)
    {
        var children = File.ReadAllText($"/proc/{process}/task/{process}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var time = Time(Fields($"/proc/{process}/stat"), User, System, UserOfEndedChildren, SystemOfEndedChildren);
        foreach (var child in children)
        {
            try
            {
                time += Time(Fields($"/proc/{child}/stat"), User, System);
            }
            catch (IOException)
            {
                // It ended meanwhile; the next reading has its time.
            }
        }

        return time;
    }

    /// <summary>The idle time and the time in total of all cores since the machine's start, in ticks.</summary>
    public static (double Idle, double Total) OfMachine()
    {
        // user nice system idle iowait irq softirq steal
        var ticks = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8).Select(Number).ToList();
        return (ticks[3] + ticks[4], ticks.Sum());
    }

    private static TimeSpan Time(string[] fields, params IEnumerable<int> columns) =>
        TimeSpan.FromSeconds(columns.Sum(column => Number(fields[column])) / TicksPerSecond);

    // The name of the program is in brackets, and may have spaces.
    private static string[] Fields(string file)
    {
        var text = File.ReadAllText(file);
        return text[(text.LastIndexOf(')') + 2)..].Split(' ');
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
