using System.Diagnostics;
using System.Runtime.InteropServices;
using Tracker.Platform.Hosting;

namespace Tracker.Host.Postgres;

/// <summary>Runs other programs of the machine.</summary>
internal static partial class Tool
{
    /// <summary>Runs a program to its end.</summary>
    /// <returns>The exit code and both output streams.</returns>
    /// <exception cref="StartException">The program does not exist.</exception>
    public static (int ExitCode, string Output) Run(string program, params IEnumerable<string> arguments) =>
        Run(program, "/", "", arguments);

    /// <summary>Runs a program to its end, in a folder, with a text as its standard input.</summary>
    public static (int ExitCode, string Output) Run(string program, string folder, string input, IEnumerable<string> arguments)
    {
        using var process = Start(program, folder, arguments, redirect: true);
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, (output + errors.Result).Trim());
    }

    /// <summary>Runs a slow program to its end; cancellation kills it.</summary>
    /// <param name="arguments">Visible to all users of the machine.</param>
    /// <param name="variables">Visible to the program's own user only.</param>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> variables, CancellationToken ct)
    {
        using var process = Start(program, "/", arguments, redirect: true, variables);
        process.StandardInput.Close();
        try
        {
            var errors = process.StandardError.ReadToEndAsync(ct);
            var output = await process.StandardOutput.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            return (process.ExitCode, (output + await errors).Trim());
        }
        finally
        {
            process.Kill();
        }
    }

    /// <summary>
    /// Starts a program with a clean environment: variables such as <c>PGDATA</c> and <c>PGPORT</c> or a language would change its
    /// behaviour.
    /// </summary>
    public static Process Start(
        string program,
        string folder,
        IEnumerable<string> arguments,
        bool redirect = false,
        IReadOnlyDictionary<string, string>? variables = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = redirect,
            RedirectStandardOutput = redirect,
            RedirectStandardError = redirect,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH") + ":/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin";
        start.Environment["LC_ALL"] = "C";
        start.Environment["TZ"] = "UTC";
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new StartException($"Cannot run {program}: {e.Message}.", e);
        }
    }

    /// <summary>Sends a signal. An ended process is not an error.</summary>
    [LibraryImport("libc", EntryPoint = "kill")]
    public static partial int Signal(int process, int signal);

    /// <summary>Creates a hard link on the same disk.</summary>
    /// <returns>0, or -1 with the reason in errno.</returns>
    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Link(string file, string name);
}
