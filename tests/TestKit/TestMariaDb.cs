using System.Diagnostics;
using System.Globalization;
using MySqlConnector;

namespace Tracker.Tests.TestKit;

/// <summary>
/// A real MariaDB for the test process, from the distribution's package, on loopback only: started on first use and removed when the
/// process ends. The next test process removes a server left behind by a killed one.
/// </summary>
public sealed class TestMariaDb : IAsyncDisposable
{
    private const string FolderPrefix = "tracker-test-mariadb-";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly Lazy<Task<TestMariaDb>> Shared = new(() => StartAsync(durable: false));
    private readonly string folder;
    private readonly bool durable;
    private int databases;

    private TestMariaDb(string folder, bool durable) => (this.folder, this.durable) = (folder, durable);

    /// <summary>The loopback port.</summary>
    public int Port { get; } = FreePort.Take();

    /// <summary>Creates an empty database, with a user of its own, on the server shared by all tests of the process.</summary>
    /// <returns>The URL in the form of <c>DATABASE_URL</c>.</returns>
    public static async Task<string> CreateDatabaseAsync() => await (await Shared.Value).NewDatabaseAsync();

    /// <summary>Starts a separate server for a test that stops, freezes or kills it.</summary>
    /// <param name="durable">With flushes to disk, for tests of what survives a crash.</param>
    public static async Task<TestMariaDb> StartAsync(bool durable)
    {
        RemoveLeftovers();
        var home = Path.Combine(Path.GetTempPath(), FolderPrefix + Guid.NewGuid().ToString("N")[..12]);
        Directory.CreateDirectory(home);
        await File.WriteAllTextAsync(Path.Combine(home, "owner.pid"), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(home);
        if (Environment.UserName == "root")
        {
            await RunAsync("chown", ["mysql", home]);
        }

        string[] install =
        [
            .. AsServerUser, "mariadb-install-db", "--no-defaults", "--auth-root-authentication-method=normal", "--skip-test-db",
            $"--datadir={home}/data",
        ];
        await RunAsync("sh", ["-c", """cd "$1"; shift; exec "$@" >/dev/null 2>&1""", "install", home, .. install]);
        var server = new TestMariaDb(home, durable);
        await server.RestartAsync();
        return server;
    }

    /// <summary>Creates an empty database with a user of its own.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = $"test_{Interlocked.Increment(ref databases)}";
        await AsRootAsync(
            $"create database {name}; create user {name} identified by 'secret'; grant all on {name}.* to {name}");
        return $"mysql://{name}:secret@127.0.0.1:{Port}/{name}";
    }

    /// <summary>Makes the whole server read-only or writable again.</summary>
    public Task SetReadOnlyAsync(bool readOnly) => AsRootAsync($"set global read_only = {(readOnly ? 1 : 0)}");

    /// <summary>Restarts the server with its data after <see cref="KillAsync"/>.</summary>
    public async Task RestartAsync()
    {
        string[] speed = durable ? [] : ["--innodb-flush-log-at-trx-commit=0", "--skip-innodb-doublewrite"];
        const string Script = """cd "$1"; echo $$ >"$1/server.pid"; log="$1/server.log"; shift; exec setsid "$@" </dev/null >>"$log" 2>&1""";
        var start = new ProcessStartInfo("sh", ["-c", Script, "launch", folder, .. AsServerUser, "mariadbd", "--no-defaults",
            $"--datadir={folder}/data", $"--socket={folder}/socket", $"--port={Port}", "--bind-address=127.0.0.1", "--skip-name-resolve",
            "--innodb-buffer-pool-size=64M", .. speed]) { UseShellExecute = false };
        using var launched = Process.Start(start)!;
        var watch = Stopwatch.StartNew();
        while (!await AnswersAsync())
        {
            if (watch.Elapsed > Patience)
            {
                throw new InvalidOperationException($"MariaDB did not start: see {folder}/server.log");
            }

            await Task.Delay(50);
        }
    }

    /// <summary>Kills the server like a power cut.</summary>
    public async Task KillAsync()
    {
        Signal(folder, "-KILL");
        while (IsAlive(folder))
        {
            await Task.Delay(10);
        }
    }

    /// <summary>Freezes the server, like an unreachable network.</summary>
    public async Task FreezeAsync()
    {
        Signal(folder, "-STOP");
        // The threads stop one after the other.
        while (!File.ReadAllText($"/proc/{Pid(folder)}/stat").Contains(") T ", StringComparison.Ordinal))
        {
            await Task.Delay(1);
        }
    }

    /// <summary>Resumes the server after <see cref="FreezeAsync"/>.</summary>
    public void Thaw() => Signal(folder, "-CONT");

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Remove(folder);
        return ValueTask.CompletedTask;
    }

    private static string[] AsServerUser =>
        Environment.UserName == "root" ? ["setpriv", "--reuid=mysql", "--regid=mysql", "--clear-groups"] : [];

    private MySqlConnection NewRootConnection() =>
        new($"Server=127.0.0.1;Port={Port};User ID=root;Pooling=false;ConnectionTimeout=2");

    private async Task AsRootAsync(string sql)
    {
        await using var connection = NewRootConnection();
        await connection.OpenAsync();
        await using var command = new MySqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await AsRootAsync("select 1");
            return true;
        }
        catch (MySqlException)
        {
            return false;
        }
    }

    private static async Task RunAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: is MariaDB installed? ./tracker test installs it.");
        }
    }

    private static string? Pid(string folder) =>
        File.Exists($"{folder}/server.pid") ? File.ReadAllText($"{folder}/server.pid").Trim() : null;

    // An exited process stays a zombie until its parent reaps it. Another process may have got its id.
    private static bool IsAlive(string folder)
    {
        try
        {
            return Pid(folder) is { Length: > 0 } pid
                && !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal)
                && File.ReadAllText($"/proc/{pid}/cmdline").Contains(folder, StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void Signal(string folder, string signal)
    {
        if (IsAlive(folder))
        {
            using var kill = Process.Start("kill", [signal, Pid(folder)!]);
            kill.WaitForExit();
        }
    }

    private static void Remove(string folder)
    {
        Signal(folder, "-KILL");
        for (var i = 0; i < 100 && IsAlive(folder); i++)
        {
            Thread.Sleep(20);
        }

        if (Directory.Exists(folder))
        {
            // Not awaited: a process that takes 10 s to exit counts as a failed run.
            Process.Start("rm", ["-rf", folder]).Dispose();
        }
    }

    private static void RemoveLeftovers()
    {
        foreach (var left in Directory.GetDirectories(Path.GetTempPath(), FolderPrefix + "*"))
        {
            if (int.TryParse(File.ReadAllText($"{left}/owner.pid"), CultureInfo.InvariantCulture, out var owner)
                && !Directory.Exists($"/proc/{owner}"))
            {
                Remove(left);
            }
        }
    }
}
