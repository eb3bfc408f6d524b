using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Tracker.Platform.Storage;

namespace Tracker.Tests.TestKit;

/// <summary>An S3-compatible server with one bucket, from npm: started on first use, killed when the test process ends.</summary>
public sealed class S3Server
{
    private const string Bucket = "attachments";
    private const string Key = "S3RVER";
    private static readonly Lazy<Task<S3Server>> Shared = new(StartAsync);

    private S3Server(int port) => Endpoint = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));

    private Uri Endpoint { get; }

    public S3Options Options => new(Bucket, "us-east-1") { Endpoint = Endpoint, Credentials = new S3Credentials(Key, Key, null) };

    /// <summary>The settings of a service that uses this server.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["S3_BUCKET"] = Bucket,
        ["AWS_ENDPOINT_URL_S3"] = Endpoint.ToString(),
        ["AWS_REGION"] = "us-east-1",
        ["AWS_ACCESS_KEY_ID"] = Key,
        ["AWS_SECRET_ACCESS_KEY"] = Key,
    };

    /// <summary>The server that all tests of the process share.</summary>
    public static Task<S3Server> SharedAsync() => Shared.Value;

    private static async Task<S3Server> StartAsync()
    {
        var program = Path.Combine(ProjectFolder(), "tests", "TestKit", "s3rver", "node_modules", "s3rver", "bin", "s3rver.js");
        if (!File.Exists(program))
        {
            throw new InvalidOperationException($"{program} is not installed: ./tracker test installs it.");
        }

        var folder = Directory.CreateTempSubdirectory("tracker-test-s3-").FullName;
        var port = FreePort.Take();
        // Its standard input ends with this process in any case, and the server with it.
        const string launch = "process.stdin.resume().on('end', () => process.exit()); require(process.env.S3RVER_PROGRAM)";
        var start = new ProcessStartInfo(
            "node",
            [
                "-e", launch, "--", "s3rver", "-d", folder, "-a", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture), "-s",
                "--configure-bucket", Bucket,
            ])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["S3RVER_PROGRAM"] = program;
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop(process, folder);
        await WaitAsync(process, port);
        return new S3Server(port);
    }

    private static async Task WaitAsync(Process process, int port)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (waited.Elapsed < TimeSpan.FromSeconds(30) && !process.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    private static void Stop(Process process, string folder)
    {
        process.Kill();
        process.WaitForExit();
        Directory.Delete(folder, recursive: true);
    }

    private static string ProjectFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Tracker.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run from a checkout.");
        }

        return folder.FullName;
    }
}
