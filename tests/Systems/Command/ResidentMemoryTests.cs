using System.Globalization;
using Shouldly;
using Tracker.Host.Running;

namespace Tracker.Tests.Systems.Command;

public sealed class ResidentMemoryTests
{
    [Fact]
    public void Only_mappings_that_equal_their_file_are_released()
    {
        string[] smaps =
        [
            "00001000-00003000 r-xp 00000000 fe:00 1   /usr/lib/a file.so", "Rss:  8 kB", "Anonymous:         0 kB", "VmFlags: rd ex",
            "00004000-00005000 r-xp 00000000 fe:00 1   /usr/lib/changed.so", "Anonymous:         4 kB",
            "00006000-00007000 rw-p 00000000 fe:00 1   /usr/lib/data.so", "Anonymous:         0 kB",
            "00008000-00009000 r--p 00000000 00:00 0", "Anonymous:         0 kB",
            "0000a000-0000b000 r-xp 00000000 00:00 0   [vdso]", "Anonymous:         0 kB",
            "0000c000-0000d000 r--s 00000000 fe:00 1   /app/Tracker.Host.dll", "Anonymous:         0 kB",
        ];

        ResidentMemory.FileMappings(smaps).ShouldBe([((nint)0x1000, (nuint)0x2000), ((nint)0xc000, (nuint)0x1000)]);
    }

    [Fact]
    public void Releasing_file_pages_lowers_the_resident_memory()
    {
        var before = ResidentFileKilobytes();

        ResidentMemory.ReleaseFilePages();

        ResidentFileKilobytes().ShouldBeLessThan(before - 1024);
    }

    private static long ResidentFileKilobytes() => long.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("RssFile:", StringComparison.Ordinal))[8..^2],
        CultureInfo.InvariantCulture);
}
