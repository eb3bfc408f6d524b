using System.IO.Compression;
using System.Text;

namespace Tracker.Tests.Systems.TaskTracker.Frontend;

/// <summary>A small front end as the build leaves it.</summary>
internal static class BuiltFiles
{
    public const string Index =
        """<!doctype html><meta name="csp-nonce" content="__CSP_NONCE__"><script src="/assets/app-1a2b3c4d.js" type="module"></script>""";

    public const string Script = "/assets/app-1a2b3c4d.js";
    public const string Worker = "/sw.js";

    public static readonly string ScriptText = string.Concat(Enumerable.Range(0, 200).Select(i => $"console.log('line {i}');\n"));
    public const string WorkerText = "self.skipWaiting();";

    public static void WriteTo(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "assets"));
        Write(folder, "/index.html", Index);
        Write(folder, Script, ScriptText);
        Compress(folder, Script + ".br", stream => new BrotliStream(stream, CompressionLevel.Optimal));
        Compress(folder, Script + ".gz", stream => new GZipStream(stream, CompressionLevel.Optimal));
        Write(folder, "/assets/app-1a2b3c4d.css", "body { margin: 0 }");
        Write(folder, "/assets/inter.woff2", "font");
        Write(folder, Worker, WorkerText);
        Write(folder, "/manifest.webmanifest", "{}");
        Write(folder, "/icon.svg", "<svg/>");
    }

    private static void Write(string folder, string path, string text) => File.WriteAllText(folder + path, text);

    private static void Compress(string folder, string path, Func<Stream, Stream> compression)
    {
        using var compressed = compression(File.Create(folder + path));
        compressed.Write(Encoding.UTF8.GetBytes(ScriptText));
    }
}
