using System.CommandLine;
using Tracker.Platform.Hosting;

namespace Tracker.Host.Commands;

/// <summary>The command line: finds the command, and turns what stands in its way into a message and an exit code.</summary>
internal static class TrackerCommand
{
    private const int Failed = 1;
    private const int Misused = 2;

    public static async Task<int> RunAsync(string[] args, IReadOnlyList<SystemDefinition> systems)
    {
        try
        {
            if (HelpText.IsAskedFor(args))
            {
                await Console.Out.WriteAsync(HelpText.For(args));
                return 0;
            }

            var parsed = Root(systems).Parse(args);
            ThrowIfMisused(parsed);
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (UsageException e)
        {
            await Console.Error.WriteLineAsync($"tracker: {e.Message}");
            return Misused;
        }
        catch (SettingsException e)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, e.Problems.Select(problem => $"tracker: {problem}")));
            return Misused;
        }
        catch (StartException e)
        {
            await Console.Error.WriteLineAsync($"tracker: {e.Message}");
            return Failed;
        }
    }

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
        };
        root.TreatUnmatchedTokensAsErrors = true;
        return root;
    }

    private static void ThrowIfMisused(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens is [var unknown, ..])
        {
            var known = command.Subcommands.Select(sub => sub.Name)
                .Concat(command.Options.Select(option => option.Name))
                .Concat(command.Parents.Any() ? [] : HelpText.Topics);
            var kind = unknown.StartsWith('-') ? "option" : command.Subcommands.Count > 0 ? "command" : "argument";
            throw new UsageException($"Unknown {kind} '{unknown}'.{Nearest.Suggestion(unknown, known)} See: ./tracker help");
        }

        if (parsed.Errors is [var error, ..])
        {
            throw new UsageException($"{error.Message} See: ./tracker help {command.Name}");
        }
    }
}
