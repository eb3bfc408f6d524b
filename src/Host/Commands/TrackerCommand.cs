using System.CommandLine;
using System.Data.Common;
using RabbitMQ.Client.Exceptions;
using Tracker.Platform.Hosting;
using Tracker.Platform.Primitives;
using Tracker.Platform.Settings;

namespace Tracker.Host.Commands;

/// <summary>The command line: runs a command and turns its errors into a message and an exit code.</summary>
internal static class TrackerCommand
{
    private const int Failed = 1;
    private const int Misused = 2;

    public static async Task<int> RunAsync(string[] args, IReadOnlyList<SystemDefinition> systems)
    {
        try
        {
            if (args is ["--version"])
            {
                args = ["version"];
            }

            if (HelpText.IsAskedFor(args))
            {
                await Console.Out.WriteAsync(HelpText.For(args, systems));
                return 0;
            }

            var parsed = Root(systems).Parse(args);
            ThrowIfMisused(parsed);
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (UsageException e)
        {
            return await FailAsync(Misused, e.Message);
        }
        catch (SettingsException e)
        {
            return await FailAsync(Misused, e.Problems);
        }
        catch (StartException e)
        {
            return await FailAsync(Failed, e.Message);
        }
        catch (Exception e) when (RemedyOf(e) is { } remedy)
        {
            return await FailAsync(Failed, $"{e.Message.ReplaceLineEndings(" ").TrimEnd('.')}. {remedy}");
        }
    }

    private static async Task<int> FailAsync(int code, params IEnumerable<string> problems)
    {
        try
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, problems.Select(problem => $"tracker: {problem}")));
        }
        catch (IOException)
        {
            // The terminal is closed.
        }

        return code;
    }

    // Failures outside the program, which an operator can remove. Others are bugs, and their stack is shown.
    private static string? RemedyOf(Exception failure) => failure switch
    {
        DbException => "The database does not answer or rejected the command: try again when it runs.",
        RabbitMQClientException => "The message broker rejected the command: start the service that owns the queue, and try again.",
        TimeoutException => "Try again when it answers.",
        UnauthorizedAccessException => "Run as the user who runs the system, or set TRACKER_DATA to a folder you own.",
        UnavailableException => "Try again when that is done.",
        IOException => "Free space on the disk, or use another folder.",
        _ => null,
    };

    private static Command Root(IReadOnlyList<SystemDefinition> systems)
    {
        var root = new Command("tracker")
        {
            UpCommand.For(systems),
            ServeCommand.For(systems),
            UserCommand.For(systems),
            TokenCommand.For(systems),
            RetentionCommand.For(systems),
            DeadLettersCommand.For(systems),
            BackupCommand.Backup(systems),
            BackupCommand.Restore(systems),
            HealthCommand.Create(),
            VersionCommand.Create(),
        };
        root.TreatUnmatchedTokensAsErrors = true;
        return root;
    }

    private static void ThrowIfMisused(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        // The parser accepts an unknown option as an argument.
        var misplaced = parsed.CommandResult.Tokens.Select(token => token.Value).FirstOrDefault(value => value.StartsWith('-'));
        if (misplaced is not null || parsed.UnmatchedTokens.Count > 0)
        {
            var unknown = misplaced ?? parsed.UnmatchedTokens[0];
            var known = command.Subcommands.Select(sub => sub.Name)
                .Concat(command.Options.Select(option => option.Name))
                .Concat(command.Parents.Any() ? [] : HelpText.Topics);
            var kind = unknown.StartsWith('-') ? "option" : command.Subcommands.Count > 0 ? "command" : "argument";
            var hint = Hint(command, unknown) ?? Nearest.Suggestion(unknown, known);
            throw new UsageException($"Unknown {kind} '{unknown}'.{hint} {See(command)}");
        }

        if (parsed.Errors is [var error, ..])
        {
            var missing = command.Subcommands.Count > 0
                ? $"{command.Name} needs one of {string.Join(", ", command.Subcommands.Select(sub => sub.Name))}."
                : error.Message;
            throw new UsageException($"{missing} {See(command)}");
        }
    }

    // Ports are variables and not options, since each service has its own.
    private static string? Hint(Command command, string option) => (command.Name, option.Split('=')[0]) switch
    {
        ("up", "--port" or "-p") => " The port of a service is a variable, e.g. API_PORT.",
        ("serve", "--port" or "-p") => " The port is a variable: PORT.",
        ("up" or "serve", "--host") => " The address to listen on is a variable: HOST.",
        _ => null,
    };

    // The page of a command describes its subcommands too.
    private static string See(Command command)
    {
        while (command.Parents.OfType<Command>().FirstOrDefault() is { } parent && parent.Parents.Any())
        {
            command = parent;
        }

        return command.Parents.Any() ? $"See: ./tracker help {command.Name}" : "See: ./tracker help";
    }
}
