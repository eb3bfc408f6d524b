using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Tracker.Tests.TestKit;

/// <summary>
/// A real PostgreSQL for the test process, from the distribution's packages: started on first use, without durability for speed, and
/// stopped when the process ends. The next test process removes a cluster left behind by a killed one.
/// </summary>
public sealed class TestPostgres : IAsyncDisposable
{
    private const string FolderPrefix = "tracker-test-postgres-";
    private static readonly Lazy<Task<TestPostgres>> Shared = new(() => StartAsync(durable: false));
    private readonly string folder;
    private readonly bool durable;
    private int databases;

    private TestPostgres(string folder, int port, bool durable) => (this.folder, Port, this.durable) = (folder, port, durable);

    /// <summary>The loopback port.</summary>
    public int Port { get; }

    /// <summary>The id of the server's first process.</summary>
    public int ProcessId => int.Parse(File.ReadLines(PidFile).First(), CultureInfo.InvariantCulture);

    private string PidFile => Path.Combine(Data, "postmaster.pid");

    /// <summary>Creates an empty database on the cluster shared by all tests of the process.</summary>
    /// <param name="locale">The argument of <c>create database</c>, one of <see cref="DatabaseLocales"/>; the cluster's own locale by
    /// default.</param>
    /// <returns>The URL in the form of <c>DATABASE_URL</c>.</returns>
    public static async Task<string> CreateDatabaseAsync(string locale = "") => await (await Shared.Value).NewDatabaseAsync(locale);

    /// <summary>
    /// Makes a database read-only or writable again. Its sessions are terminated, so that the change applies to all further ones.
    /// </summary>
    /// <param name="url">The URL returned by <see cref="CreateDatabaseAsync"/>.</param>
    /// <param name="readOnly">True for read-only.</param>
    public static async Task SetReadOnlyAsync(string url, bool readOnly)
    {
        var address = new Uri(url);
        var name = address.AbsolutePath.Trim('/');
        await using var connection = new NpgsqlConnection(
            $"Host=127.0.0.1;Port={address.Port};Username=tracker;Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using var change = new NpgsqlCommand(
            $"""
            alter database {name} set default_transaction_read_only = {(readOnly ? "on" : "off")};
            select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'
            """,
            connection);
        await change.ExecuteNonQueryAsync();
    }

    /// <summary>Starts a separate cluster for a test that stops or kills it.</summary>
    /// <param name="durable">With fsync, for tests of what survives a crash.</param>
    public static async Task<TestPostgres> StartAsync(bool durable)
    {
        var postgres = await PrepareAsync(durable);
        AsServerUser("initdb", "-D", postgres.Data, "-U", "tracker", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync");
        postgres.Start();
        return postgres;
    }

    /// <summary>
    /// Starts a hot standby with a copy of all data. It replicates asynchronously until the primary names it synchronous.
    /// </summary>
    internal async Task<TestPostgres> StartStandbyAsync()
    {
        var standby = await PrepareAsync(durable);
        AsServerUser(
            "pg_basebackup", "-h", "127.0.0.1", "-p", $"{Port}", "-U", "tracker", "-D", standby.Data, "-R", "-c", "fast", "-X", "stream",
            "--no-sync");
        standby.Start();
        return standby;
    }

    internal void Promote() => AsServerUser("pg_ctl", "-s", "-D", Data, "-w", "-t", "30", "promote");

    /// <summary>Kills every process of the server at once with SIGKILL, like a power cut of its machine.</summary>
    internal void Kill()
    {
        Signal("-KILL");
        // Another process may have this id when the folder is removed.
        File.Delete(PidFile);
    }

    /// <summary>Freezes the server: connections stay open, new ones are accepted by the kernel, and nothing answers.</summary>
    public void Freeze() => Signal("-STOP");

    /// <summary>Resumes the server after <see cref="Freeze"/>.</summary>
    public void Thaw() => Signal("-CONT");

    private void Signal(string signal)
    {
        var postmaster = $"{ProcessId}";
        var children = File.ReadAllText($"/proc/{postmaster}/task/{postmaster}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Run("kill", [signal, postmaster, .. children]);
    }

    private static async Task<TestPostgres> PrepareAsync(bool durable)
    {
        RemoveLeftovers();
        var home = Path.Combine(Path.GetTempPath(), FolderPrefix + Guid.NewGuid().ToString("N")[..12]);
        Directory.CreateDirectory(home);
        await File.WriteAllTextAsync(Path.Combine(home, "owner.pid"), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        if (Environment.UserName == "root")
        {
            Run("chown", "postgres", home);
        }

        var postgres = new TestPostgres(home, FreePort.Take(), durable);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => postgres.Remove();
        return postgres;
    }

    /// <param name="locale">The argument of <c>create database</c>; the cluster's own locale by default.</param>
    public async Task<string> NewDatabaseAsync(string locale = "")
    {
        var name = $"test_{Interlocked.Increment(ref databases)}";
        await using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={Port};Username=tracker;Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"create database {name} {locale}", connection);
        await command.ExecuteNonQueryAsync();
        return $"postgres://tracker:unused@127.0.0.1:{Port}/{name}";
    }

    /// <summary>Restarts the server on the same port after <see cref="Stop"/>.</summary>
    public void Start()
    {
        var speed = durable ? "" : " -c fsync=off -c synchronous_commit=off -c full_page_writes=off";
        AsServerUser("pg_ctl", "-s", "-D", Data, "-w", "-t", "30", "-l", Path.Combine(folder, "log"), "-o",
            $"-p {Port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=300 -c shared_buffers=128MB{speed}", "start");
    }

    /// <param name="mode">The mode of pg_ctl: <c>fast</c>, or <c>immediate</c>, which resembles a crash.</param>
    public void Stop(string mode = "fast") => AsServerUser("pg_ctl", "-s", "-D", Data, "-m", mode, "-w", "-t", "30", "stop");

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Remove();
        return ValueTask.CompletedTask;
    }

    private string Data => Path.Combine(folder, "data");

    private void Remove()
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        Remove(folder);
    }

    private static void Remove(string folder)
    {
        var pidFile = Path.Combine(folder, "data", "postmaster.pid");
        if (File.Exists(pidFile) && int.TryParse(File.ReadLines(pidFile).FirstOrDefault(), CultureInfo.InvariantCulture, out var pid))
        {
            Run("kill", "-QUIT", pid.ToString(CultureInfo.InvariantCulture));
            for (var i = 0; i < 100 && File.Exists(pidFile); i++)
            {
                Thread.Sleep(20);
            }
        }

        // Not awaited: a process that takes 10 s to exit counts as a failed run.
        Process.Start("rm", ["-rf", folder]).Dispose();
    }

    private static void RemoveLeftovers()
    {
        foreach (var left in Directory.GetDirectories(Path.GetTempPath(), FolderPrefix + "*"))
        {
            if (OwnerOf(left) is { } pid && !Directory.Exists($"/proc/{pid}"))
            {
                Remove(left);
            }
        }
    }

    private static int? OwnerOf(string left)
    {
        try
        {
            return int.TryParse(File.ReadAllText(Path.Combine(left, "owner.pid")), CultureInfo.InvariantCulture, out var pid) ? pid : null;
        }
        catch (IOException)
        {
            // The folder is new, or another test process is removing it.
            return null;
        }
    }

    private static void AsServerUser(string program, params string[] arguments)
    {
        var path = Path.Combine(Binaries(), program);
        if (Environment.UserName == "root")
        {
            Run("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments]);
        }
        else
        {
            Run(path, arguments);
        }
    }

    private static string Binaries() =>
        Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(Directory.Exists)
            .OrderDescending(StringComparer.Ordinal).FirstOrDefault()
        ?? throw new InvalidOperationException("PostgreSQL is not installed: ./tracker test installs it.");

    private static void Run(string program, params string[] arguments)
    {
        // The server inherits the standard streams: reading them to the end would wait for the server itself.
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = "/", UseShellExecute = false };
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.RedirectStandardOutput = program.EndsWith("kill", StringComparison.Ordinal)
            || arguments.Any(argument => argument.EndsWith("initdb", StringComparison.Ordinal));
        using var process = Process.Start(start)!;
        if (start.RedirectStandardOutput)
        {
            process.StandardOutput.ReadToEnd();
        }

        process.WaitForExit();
        if (process.ExitCode != 0 && program != "kill")
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
        }
    }
}
