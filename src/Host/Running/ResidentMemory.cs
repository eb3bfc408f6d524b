using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;

namespace Tracker.Host.Running;

/// <summary>
/// Keeps the resident memory of the process small. The start leaves garbage and pages of program files that nothing reads again: for each
/// page that is read, the kernel maps its 15 neighbours too, so that files are more than half of the memory of a started process.
/// </summary>
internal static partial class ResidentMemory
{
    private const int TrimThreshold = -1;
    private const int MmapThreshold = -3;
    private const int MaxArenas = -8;
    private const int DontNeed = 4;

    // By then the methods in use are compiled, and their first versions are not read any more.
    private static readonly TimeSpan WarmUp = TimeSpan.FromMinutes(1);

    /// <summary>Makes the C library return freed memory to the system. Call it before the process has threads of its own.</summary>
    public static void Configure()
    {
        try
        {
            // The just-in-time compiler takes blocks of 64 KB and frees them after each method.
            _ = SetOption(MmapThreshold, 64 * 1024);
            _ = SetOption(TrimThreshold, 128 * 1024);
            _ = SetOption(MaxArenas, 2);
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library than glibc, without such options.
        }
    }

    /// <summary>Releases what only the start needed, once now and once after the warm-up.</summary>
    public static async Task ReleaseAsync(CancellationToken stop)
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        ReleaseFilePages();
        await Task.Delay(WarmUp, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ReleaseFilePages();
    }

    /// <summary>Unmaps the pages of program files. The next read maps them again from the page cache.</summary>
    internal static void ReleaseFilePages()
    {
        try
        {
            foreach (var (start, length) in FileMappings(File.ReadLines("/proc/self/smaps")))
            {
                _ = Advise(start, length, DontNeed);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without /proc the pages stay until the kernel needs the memory.
        }
    }

    /// <summary>The mappings that are the same as their file: not writable, and no page was changed before it became read-only.</summary>
    /// <param name="smaps">The lines of <c>/proc/self/smaps</c>.</param>
    internal static IEnumerable<(nint Start, nuint Length)> FileMappings(IEnumerable<string> smaps)
    {
        (nint Start, nuint Length)? mapping = null;
        foreach (var line in smaps)
        {
            var words = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
            if (!words[0].EndsWith(':'))
            {
                mapping = words is [var range, "r-xp" or "r--p" or "r--s", _, _, _, ['/', ..]] ? Parse(range) : null;
            }
            else if (mapping is { } clean && words is ["Anonymous:", "0", ..])
            {
                yield return clean;
            }
        }
    }

    private static (nint Start, nuint Length) Parse(string range)
    {
        var bounds = range.Split('-');
        var start = ulong.Parse(bounds[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var end = ulong.Parse(bounds[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return ((nint)start, (nuint)(end - start));
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint start, nuint length, int advice);

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}
